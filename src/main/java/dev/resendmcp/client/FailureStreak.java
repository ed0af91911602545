package dev.resendmcp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Failures of Resend without an answer between them. Only one that lasts is an outage: the first requests after a start may
 * all fail fast before the slower answers to those beside them are there.
 *
 * <p>Safe for use by many threads.
 */
final class FailureStreak {
    /** From the beginning of its first request; by then requests that work have been answered. */
    private static final Duration LASTING = Duration.ofSeconds(3);
    /** When nothing was tried for so long, what failed before says nothing of now. */
    private static final Duration LULL = Duration.ofSeconds(15);

    private final Clock clock;
    private Instant begin;
    private Instant latest;
    private int held;

    FailureStreak(Clock clock) {
        this.clock = clock;
        answered();
    }

    /** Resend has answered: the streak is over. */
    synchronized void answered() {
        begin = clock.instant();
        latest = begin;
        held = 0;
    }

    /**
     * A request has failed.
     *
     * @param took how long it was under way
     * @return how many failures count now: 0 while the streak is young, then all of it that was held until now
     */
    synchronized int failed(Duration took) {
        Instant now = clock.instant();
        Instant sent = now.minus(took);
        if (Duration.between(latest, sent).compareTo(LULL) > 0) {
            begin = sent;
            held = 0;
        }
        latest = now;
        held++;
        if (Duration.between(begin, now).compareTo(LASTING) < 0) {
            return 0;
        }
        int counted = held;
        held = 0;
        return counted;
    }
}
