package dev.resendmcp.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final RateWindow window = new RateWindow(2, now::get);

    @Test
    void aPermitReturnsExactlyOneSecondAfterItWasTaken() {
        window.arrive();
        now.addAndGet(400_000_000);
        assertThat(window.arrive().admitted()).isTrue();
        now.addAndGet(599_999_999);
        assertThat(window.arrive().admitted()).isFalse();
        now.addAndGet(1);
        assertThat(window.arrive().admitted()).isTrue();
        assertThat(window.arrive().admitted()).isFalse();
    }

    @Test
    void rejectedRequestsTakeNoPermitButAreCounted() {
        for (int i = 0; i < 5; i++) {
            window.arrive();
        }
        assertThat(window.busiestSecond()).isEqualTo(5);
        now.addAndGet(1_000_000_000);
        assertThat(window.arrive().admitted()).isTrue();
        assertThat(window.busiestSecond()).isEqualTo(5);
    }
}
