package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Failures count when they have lasted. */
class FailureStreakTest {
    private static final Duration FAST = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final FailureStreak streak = new FailureStreak(clock);

    @Test
    void failuresAreHeldForThreeSecondsAndCountThen() {
        assertThat(streak.failed(FAST)).isZero();
        clock.pass(Duration.ofMillis(2_999));
        assertThat(streak.failed(FAST)).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(streak.failed(FAST)).isEqualTo(3);
        assertThat(streak.failed(FAST)).isEqualTo(1);
    }

    @Test
    void answerEndsTheStreak() {
        streak.failed(FAST);
        clock.pass(Duration.ofSeconds(3));
        streak.answered();
        assertThat(streak.failed(FAST)).isZero();
        clock.pass(Duration.ofSeconds(3));
        assertThat(streak.failed(FAST)).isEqualTo(2);
    }

    @Test
    void timeUnderWayBelongsToTheStreak() {
        clock.pass(Duration.ofMinutes(1));
        assertThat(streak.failed(Duration.ofSeconds(30))).isEqualTo(1);
    }

    @Test
    void failuresOfLongAgoSayNothing() {
        streak.failed(FAST);
        clock.pass(Duration.ofSeconds(16));
        assertThat(streak.failed(FAST)).isZero();
    }
}
