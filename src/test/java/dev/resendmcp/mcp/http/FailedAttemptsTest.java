package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Wrong tokens are slowed by address, for IPv6 by network. */
class FailedAttemptsTest {
    private final AtomicLong now = new AtomicLong();
    private final FailedAttempts attempts = new FailedAttempts(now::get);

    @Test
    void delayGrowsAfterTheFreeOnesAndEnds() {
        fail("192.0.2.1", FailedAttempts.FREE);
        assertThat(attempts.failed("192.0.2.1")).isEqualTo(Duration.ofMillis(100));
        assertThat(attempts.failed("192.0.2.1")).isEqualTo(Duration.ofMillis(200));
        fail("192.0.2.1", 100);
        assertThat(attempts.failed("192.0.2.1")).isEqualTo(Duration.ofSeconds(5));
        assertThat(attempts.failed("192.0.2.2")).isZero();
    }

    @Test
    void networkOfIpv6IsOneClient() {
        fail("2001:db8:0:1::1", FailedAttempts.FREE);
        assertThat(attempts.failed("2001:db8:0:1:ffff::2")).isPositive();
        assertThat(attempts.failed("2001:db8:0:2::1")).isZero();
    }

    @Test
    void failuresAreForgottenAfterAMinute() {
        fail("192.0.2.1", FailedAttempts.FREE + 1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(attempts.failed("192.0.2.1")).isZero();
    }

    @Test
    void blockedAddressIsFreeAgainAfterAMinuteHoweverOftenItIsLookedAt() {
        fail("192.0.2.1", FailedAttempts.FREE);
        assertThat(attempts.isBlocked("192.0.2.1")).isFalse();
        fail("192.0.2.1", 1);
        for (int seconds = 0; seconds < 60; seconds += 20) {
            assertThat(attempts.isBlocked("192.0.2.1")).isTrue();
            now.addAndGet(Duration.ofSeconds(20).toNanos());
        }
        now.incrementAndGet();
        assertThat(attempts.isBlocked("192.0.2.1")).isFalse();
    }

    @Test
    void answersThatAreHeldBackAreBounded() {
        int held = 0;
        while (attempts.hold()) {
            held++;
        }
        assertThat(held).isEqualTo(200);
        attempts.release();
        assertThat(attempts.hold()).isTrue();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            Duration unused = attempts.failed(address);
        }
    }
}
