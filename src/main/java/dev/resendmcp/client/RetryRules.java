package dev.resendmcp.client;

import dev.resendmcp.client.AttemptFailure.Remedy;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/** Whether and when a failed attempt is followed by another one. */
final class RetryRules {
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** How long a repeat waits for others to be answered, which pays for it; in an outage the circuit breaker is open by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /** When Resend asks for more than this, the caller is told to come back. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;
    private static final long GIVE_UP = -1;

    private final RetryBudget budget;
    private final RetryPauses pauses;
    private final Retry retry;

    RetryRules(RetryBudget budget, RetryPauses pauses) {
        this.budget = budget;
        this.pauses = pauses;
        IntervalFunction backoff =
                IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, GROWTH, JITTER, LONGEST_PAUSE);
        this.retry = Retry.of(
                "resend",
                RetryConfig.custom()
                        .maxAttempts(MOST_ATTEMPTS)
                        .retryOnException(e -> e instanceof AttemptFailure failure && failure.remedy() != Remedy.NONE)
                        .intervalBiFunction(
                                (attempt, outcome) -> pause((AttemptFailure) outcome.getLeft(), backoff.apply(attempt)))
                        .build());
    }

    private static long pause(AttemptFailure failure, long backoff) {
        if (failure.remedy() == Remedy.REPEAT) {
            // The rate limiter itself holds everyone back.
            return 0;
        }
        Duration asked = failure.error().retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? GIVE_UP : Math.max(backoff, asked.toMillis());
    }

    /** Resend has answered an attempt. */
    void answered() {
        budget.answered();
    }

    /** The attempts of a call that begins now. */
    Attempts begin() {
        budget.called();
        return new Attempts();
    }

    /** Counts the attempts of one call. */
    final class Attempts {
        private final Retry.AsyncContext<Object> context = retry.asyncContext();

        private Attempts() {}

        /**
         * Waits until it is time for another attempt.
         *
         * @param latest latest moment for it to begin, as of {@link System#nanoTime()}
         * @return false when there is to be none
         */
        boolean another(AttemptFailure failure, long latest) {
            Duration pause = Duration.ofMillis(context.onError(failure));
            boolean inTime = !pause.isNegative() && pause.toNanos() < latest - System.nanoTime();
            return inTime && pauses.pause(pause) && paid(failure, latest);
        }

        private boolean paid(AttemptFailure failure, long latest) {
            if (failure.remedy() == Remedy.REPEAT) {
                // What the rate limit turned away was no work for Resend, and the limiter paces its repeats.
                return true;
            }
            long begin = System.nanoTime();
            long patience = Math.min(latest - begin, PATIENCE.toNanos());
            while (!budget.take()) {
                if (System.nanoTime() - begin >= patience || !pauses.pause(LOOK_AGAIN)) {
                    return false;
                }
            }
            return true;
        }
    }
}
