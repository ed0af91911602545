package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A part counts as used until Resend counts none of its requests any more. */
class LocalShareTest {
    private final ReplicaBudget.LocalShare part = new ReplicaBudget.LocalShare();

    @Test
    void partIsUsedWhileARequestOfItIsUnderWay() {
        assertThat(part.isUnused()).isTrue();
        part.use();
        assertThat(part.isUnused()).isFalse();
    }

    @Test
    void partIsUsedWhileResendCountsARequestOfIt() {
        part.use();
        part.used(Duration.ofMillis(200));
        assertThat(part.isUnused()).isFalse();
        Awaitility.await().until(part::isUnused);
    }

    @Test
    void requestThatWasNotMadeDoesNotShortenTheUseOfOthers() {
        part.use();
        part.use();
        part.used(Duration.ofMinutes(1));
        part.used(Duration.ZERO);
        assertThat(part.isUnused()).isFalse();
    }

    @Test
    void partIsNotToBeHadBeforeItsTime() {
        part.openAfter(Duration.ofMinutes(1));
        assertThat(part.isOpen()).isFalse();
        assertThat(part.openFrom() - System.nanoTime()).isPositive();
        part.openAfter(Duration.ofMillis(100));
        Awaitility.await().until(part::isOpen);
    }
}
