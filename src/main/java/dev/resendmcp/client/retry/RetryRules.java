package dev.resendmcp.client.retry;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Whether and when a failed attempt is followed by another one. Safe for use by many threads.
 *
 * <p>A token bucket like Finagle's limits retries so that they do not make an outage worse: while Resend fails, there is one
 * retry for every five calls. Answers earn more: with them, up to two thirds of all attempts may fail and every call still
 * succeeds.
 */
public final class RetryRules implements Managed {
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** How long a retry waits for answers to other calls, which earn tokens; in an outage the circuit breaker opens earlier. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** When Resend asks for a longer wait, the caller gets the error and may try again later. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private static final double JITTER = 0.5;
    private static final double PER_CALL = 0.2;
    private static final double PER_ANSWER = 2;
    private static final double RESERVE = 10;
    private static final double MOST_TOKENS = 100;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private double tokens = RESERVE;

    /** The attempts of a call that begins now. */
    public Attempts begin() {
        earn(PER_CALL);
        return new Attempts();
    }

    /** Resend has answered an attempt. */
    public void answered() {
        earn(PER_ANSWER);
    }

    private synchronized void earn(double amount) {
        tokens = Math.min(MOST_TOKENS, tokens + amount);
        notifyAll();
    }

    /** Takes the token of a retry; returns false when there was none in this many nanoseconds. */
    synchronized boolean take(long maxWait) throws InterruptedException {
        long begin = System.nanoTime();
        while (tokens < 1) {
            long left = maxWait - (System.nanoTime() - begin);
            if (stopping.getCount() == 0 || left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        tokens--;
        return true;
    }

    /** Ends all pauses, so that paused calls are answered in time. */
    @Override
    public void stop() {
        stopping.countDown();
        earn(0);
    }

    /** How long to wait before the next attempt, after this many; empty when there is to be none. */
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

    /** Counts the attempts of one call. */
    public final class Attempts {
        private int made;

        private Attempts() {}

        /** Waits until it is time for another attempt, which must begin by {@code latest}; false when there is to be none. */
        public boolean another(AttemptFailure failure, long latest) {
            made++;
            Optional<Duration> pause =
                    pause(failure, made).filter(length -> length.toNanos() < latest - System.nanoTime());
            try {
                return pause.isPresent()
                        && !stopping.await(pause.get().toNanos(), TimeUnit.NANOSECONDS)
                        && paid(failure, latest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private boolean paid(AttemptFailure failure, long latest) throws InterruptedException {
            // Requests beyond the rate limit cost Resend nothing, and the limiter paces their retries.
            return failure.remedy() == Remedy.REPEAT
                    || take(Math.min(latest - System.nanoTime(), LONGEST_WAIT.toNanos()));
        }
    }
}
