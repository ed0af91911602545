package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.client.FailureStreak.Request;
import dev.resendmcp.testing.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Failures count when they have lasted, and when no request that began before them may still be answered. */
class FailureStreakTest {
    private final HandClock clock = new HandClock();
    private final FailureStreak streak = new FailureStreak(clock);

    @Test
    void failuresAreHeldForTwoSecondsAndCountThen() {
        assertThat(fail()).isZero();
        clock.pass(Duration.ofMillis(1_999));
        assertThat(fail()).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(fail()).isEqualTo(3);
        assertThat(fail()).isEqualTo(1);
    }

    @Test
    void answerEndsTheStreak() {
        fail();
        clock.pass(Duration.ofSeconds(3));
        streak.end(streak.begin(), false);
        assertThat(fail()).isZero();
        clock.pass(Duration.ofSeconds(2));
        assertThat(fail()).isEqualTo(2);
    }

    @Test
    void failureWaitsForRequestsThatBeganBefore() {
        Request slow = streak.begin();
        assertThat(fail()).isZero();
        clock.pass(Duration.ofSeconds(9));
        assertThat(fail()).as("the slow one may still be answered").isZero();
        assertThat(streak.end(slow, false)).as("what lasted since it began").isEqualTo(2);
    }

    @Test
    void answerBetweenHeldFailuresEndsTheirStreak() {
        Request first = streak.begin();
        fail();
        Request second = streak.begin();
        clock.pass(Duration.ofSeconds(3));
        assertThat(streak.end(second, false)).isZero();
        assertThat(streak.end(first, true)).as("the second was answered").isZero();
    }

    @Test
    void requestThatTakesTooLongIsNotWaitedFor() {
        Request hanging = streak.begin();
        assertThat(fail()).isZero();
        clock.pass(Duration.ofSeconds(11));
        assertThat(fail()).isEqualTo(2);
        assertThat(streak.end(hanging, true)).as("it counts when it ends").isEqualTo(1);
    }

    @Test
    void requestThatWasNotMadeIsNotWaitedFor() {
        Request unused = streak.begin();
        fail();
        clock.pass(Duration.ofSeconds(2));
        streak.forget(unused);
        assertThat(fail()).isEqualTo(2);
    }

    @Test
    void timeUnderWayBelongsToTheStreak() {
        clock.pass(Duration.ofMinutes(1));
        Request hanging = streak.begin();
        clock.pass(Duration.ofSeconds(30));
        assertThat(streak.end(hanging, true)).isEqualTo(1);
    }

    @Test
    void failuresOfLongAgoSayNothing() {
        fail();
        clock.pass(Duration.ofSeconds(16));
        assertThat(fail()).isZero();
    }

    private int fail() {
        return streak.end(streak.begin(), true);
    }
}
