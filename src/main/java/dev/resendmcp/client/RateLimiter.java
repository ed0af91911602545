package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets at most {@code limit} requests into any one-second window as Resend counts them, and that many at once when idle.
 *
 * <p>A fair semaphore whose permits come back one second after their request was answered. Resend counted the request
 * before it answered, so whatever happens on the way, the next holder of the permit is counted more than a second later.
 * (A token bucket with burst and refill of N lets 2N through in its first second.) Callers pass in order of arrival.
 */
public final class RateLimiter implements Managed {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** How soon those who sit out a pause notice that the service is stopping. */
    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Semaphore permits;
    private final int limit;
    private final ScheduledExecutorService timer;
    private final AtomicInteger pausing = new AtomicInteger();
    private final AtomicLong resumeAt = new AtomicLong(System.nanoTime());
    private volatile boolean stopped;

    /**
     * @param limit requests per second, at least 1
     * @param timer runs the return of permits; its tasks are short
     */
    public RateLimiter(int limit, ScheduledExecutorService timer) {
        this.permits = new Semaphore(limit, true);
        this.limit = limit;
        this.timer = timer;
    }

    /** Right to make one request; close it when the answer is there or the request has failed. */
    public final class Permit implements AutoCloseable {
        private Permit() {}

        @Override
        public void close() {
            try {
                Future<?> unused = timer.schedule(() -> permits.release(), WINDOW_NANOS, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                permits.release();
            }
        }
    }

    /**
     * Waits for a permit behind those who came earlier.
     *
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @throws ResendException {@code rate_limit_wait_exceeded} when it was not to be had by then, {@code server_stopping} when
     *     the service ends
     */
    public Permit acquire(long deadline) {
        try {
            if (!permits.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw waitExceeded();
            }
            return admitted(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    /** The permit just taken, or its return: whoever is not let through after all has made no request. */
    private Permit admitted(long deadline) throws InterruptedException {
        boolean passes = false;
        try {
            boolean inTime = awaitResume(deadline);
            if (stopped) {
                throw stopping();
            }
            if (!inTime) {
                throw waitExceeded();
            }
            passes = true;
            return new Permit();
        } finally {
            if (!passes) {
                permits.release();
            }
        }
    }

    /** Nobody passes for this long, at most a minute: Resend has said so. */
    public void pause(Duration duration) {
        long nanos = (duration.compareTo(LONGEST_PAUSE) < 0 ? duration : LONGEST_PAUSE).toNanos();
        resumeAt.accumulateAndGet(System.nanoTime() + nanos, (now, then) -> now - then > 0 ? now : then);
    }

    private boolean awaitResume(long deadline) throws InterruptedException {
        pausing.incrementAndGet();
        try {
            for (long left = resumeAt.get() - System.nanoTime();
                    left > 0 && !stopped;
                    left = resumeAt.get() - System.nanoTime()) {
                if (resumeAt.get() - deadline > 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(left, NOTICE_NANOS));
            }
            return true;
        } finally {
            pausing.decrementAndGet();
        }
    }

    /** Callers that wait now. */
    public int queueDepth() {
        return permits.getQueueLength() + pausing.get();
    }

    /** Requests per second. */
    public int limit() {
        return limit;
    }

    /** How long a caller who came now would wait, to the second. */
    public Duration expectedWait() {
        Duration pause = Duration.ofNanos(Math.max(0, resumeAt.get() - System.nanoTime()));
        return Duration.ofSeconds(pause.toSeconds() + 1 + queueDepth() / limit);
    }

    /**
     * Stops after this long. Those who then still wait are told so, which only reaches them while the server still answers: it
     * cuts its connections when its grace period is over.
     */
    void stopAfter(Duration delay) {
        Future<?> unused = timer.schedule(this::stop, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Turns away everyone who waits or comes; requests that are under way go on. */
    @Override
    public void stop() {
        stopped = true;
        // Each who is turned away passes the permit on, so one is enough to wake all.
        permits.release();
    }

    private ResendException waitExceeded() {
        Duration wait = expectedWait();
        return new ResendException(
                "rate_limit_wait_exceeded",
                "Too many calls wait for the limit of " + limit
                        + " requests per second; this one was not sent. Try again in " + wait.toSeconds() + " s.",
                429,
                true,
                wait);
    }

    private static ResendException stopping() {
        return new ResendException(
                "server_stopping", "The server is stopping; this call was not sent. Try again.", 503, true, null);
    }
}
