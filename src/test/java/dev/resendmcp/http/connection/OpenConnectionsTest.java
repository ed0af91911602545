package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which connection goes first. */
class OpenConnectionsTest {
    private long now;
    private final OpenConnections<String> queue = new OpenConnections<>(() -> now);

    @Test
    void connectionThatNeverSentAHeadGoesBeforeIdleOnes() {
        queue.opened("known");
        queue.served("known");
        queue.waits("known");
        queue.opened("first");
        queue.opened("second");
        assertThat(queue.evict()).contains("first");
        assertThat(queue.evict()).contains("second");
        assertThat(queue.evict()).contains("known");
    }

    @Test
    void connectionWithARequestStays() {
        queue.opened("busy");
        queue.served("busy");
        assertThat(queue.evict()).isEmpty();
    }

    @Test
    void headIsOverdueFromItsFirstByteOn() {
        queue.opened("slow");
        now = 5;
        queue.began("slow");
        now = 9;
        queue.began("slow");
        now = 14;
        assertThat(queue.overdue(10)).isEmpty();
        now = 15;
        assertThat(queue.overdue(10)).contains("slow");
    }

    @Test
    void connectionThatSaysNothingIsNeverOverdue() {
        queue.opened("silent");
        now = 1_000;
        assertThat(queue.overdue(10)).isEmpty();
    }

    @Test
    void closedConnectionIsForgotten() {
        queue.opened("gone");
        queue.closed("gone");
        queue.waits("gone");
        queue.began("gone");
        assertThat(queue.size()).isZero();
        assertThat(queue.evict()).isEmpty();
    }
}
