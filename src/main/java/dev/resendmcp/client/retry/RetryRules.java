package dev.resendmcp.client.retry;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Whether and when a failed attempt is followed by another one. */
public final class RetryRules {
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** How long a retry waits for answers to other calls, which refill the budget; in an outage the circuit breaker opens earlier. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration CHECK_EVERY = Duration.ofMillis(100);
    /** When Resend asks for a longer wait, the caller gets the error and may try again later. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private static final double JITTER = 0.5;

    private final RetryBudget budget;
    private final RetryPauses pauses;

    public RetryRules(RetryBudget budget, RetryPauses pauses) {
        this.budget = budget;
        this.pauses = pauses;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param made attempts so far
     * @return empty when there is to be none
     */
    private static Optional<Duration> pause(AttemptFailure failure, int made) {
        if (failure.remedy() == Remedy.NONE || made >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        if (failure.remedy() == Remedy.REPEAT) {
            // The rate limiter itself holds everyone back.
            return Optional.of(Duration.ZERO);
        }
        Duration asked = failure.error().retryAfter().orElse(Duration.ZERO);
        return Optional.of(backoff(made))
                .map(backoff -> backoff.compareTo(asked) > 0 ? backoff : asked)
                .filter(pause -> pause.compareTo(LONGEST_RETRY_AFTER) <= 0);
    }

    /** Doubles with each attempt, up to the longest, and is spread by half to both sides. */
    private static Duration backoff(int made) {
        double doubled = FIRST_PAUSE.toMillis() * Math.pow(2, made - 1.0);
        double millis = Math.min(doubled, (double) LONGEST_PAUSE.toMillis());
        return Duration.ofMillis((long) (millis * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER)));
    }

    /** Resend has answered an attempt. */
    public void answered() {
        budget.answered();
    }

    /** The attempts of a call that begins now. */
    public Attempts begin() {
        budget.called();
        return new Attempts();
    }

    /** Counts the attempts of one call. */
    public final class Attempts {
        private int made;

        private Attempts() {}

        /**
         * Waits until it is time for another attempt.
         *
         * @param latest latest moment for it to begin, as of {@link System#nanoTime()}
         * @return false when there is to be none
         */
        public boolean another(AttemptFailure failure, long latest) {
            made++;
            return pause(failure, made)
                    .filter(pause -> pause.toNanos() < latest - System.nanoTime())
                    .filter(pauses::pause)
                    .filter(pause -> paid(failure, latest))
                    .isPresent();
        }

        private boolean paid(AttemptFailure failure, long latest) {
            if (failure.remedy() == Remedy.REPEAT) {
                // Requests beyond the rate limit cost Resend nothing, and the limiter paces their retries.
                return true;
            }
            long begin = System.nanoTime();
            long maxWait = Math.min(latest - begin, LONGEST_WAIT.toNanos());
            while (!budget.take()) {
                if (System.nanoTime() - begin >= maxWait || !pauses.pause(CHECK_EVERY)) {
                    return false;
                }
            }
            return true;
        }
    }
}
