package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;
import dev.resendmcp.client.WaitingCallers.WaitingCaller;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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

    private final WaitingCallers line;
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
        this.line = new WaitingCallers(limit);
        this.limit = limit;
        this.timer = timer;
    }

    /** Right to make one request; close it when the answer is there or the request has failed. */
    public final class Permit implements AutoCloseable {
        private Permit() {}

        @Override
        public void close() {
            try {
                Future<?> unused = timer.schedule(() -> line.release(), WINDOW_NANOS, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                line.release();
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
        WaitingCaller caller = line.enter();
        try {
            if (!line.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw waitExceeded();
            }
            return pass(caller, deadline);
        } catch (InterruptedException e) {
            if (caller.hasLeft()) {
                throw left();
            }
            Thread.currentThread().interrupt();
            throw stopping();
        } finally {
            line.exit();
        }
    }

    /** The permit just taken, or its return: whoever is not let through after all has made no request. */
    private Permit pass(WaitingCaller caller, long deadline) throws InterruptedException {
        boolean passed = false;
        try {
            boolean inTime = awaitResume(deadline);
            if (stopped) {
                throw stopping();
            }
            if (!inTime) {
                throw waitExceeded();
            }
            if (!caller.pass()) {
                throw left();
            }
            passed = true;
            return new Permit();
        } finally {
            if (!passed) {
                line.release();
            }
        }
    }

    /** How many callers go before the one on this thread; empty when it does not wait. */
    public OptionalInt ahead(Thread thread) {
        return line.ahead(thread);
    }

    /** How long a caller waits before whom this many go, to the second. */
    public Duration expectedWait(int ahead) {
        Duration pause = Duration.ofNanos(Math.max(0, resumeAt.get() - System.nanoTime()));
        return Duration.ofSeconds(pause.toSeconds() + 1 + ahead / limit);
    }

    /** Makes the caller on this thread give up its place; one that has passed goes on. */
    public void leave(Thread thread) {
        line.leave(thread);
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
        return line.getQueueLength() + pausing.get();
    }

    /** Requests per second. */
    public int limit() {
        return limit;
    }

    /** How long a caller who came now would wait, to the second. */
    public Duration expectedWait() {
        return expectedWait(queueDepth());
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
        line.release();
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

    private static ResendException left() {
        return new ResendException(
                "cancelled", "The call was cancelled while it waited; it was not sent.", 499, true, null);
    }

    private static ResendException stopping() {
        return new ResendException(
                "server_stopping", "The server is stopping; this call was not sent. Try again.", 503, true, null);
    }
}
