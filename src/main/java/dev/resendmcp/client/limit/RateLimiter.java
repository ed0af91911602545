package dev.resendmcp.client.limit;

import dev.resendmcp.client.limit.WaitingCallers.WaitingCaller;
import dev.resendmcp.error.ResendException;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no more requests into any one-second window than the account may make, as Resend counts them, and that many at once
 * when idle.
 *
 * <p>A fair semaphore whose permits come back one second after their request was answered. Resend counted the request
 * before it answered, so whatever happens on the way, the next holder of the permit is counted more than a second later.
 * (A token bucket with burst and refill of N lets 2N through in its first second.) Callers pass in order of arrival. The
 * number of permits follows what Resend says of its limit and leaves room for other users of the account.
 */
public final class RateLimiter implements Managed {
    private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);
    private final WaitingCallers line;
    private final RequestLimit limit;
    private final ReplicaBudget replicas;
    private final ExternalUsage others;
    final ScheduledExecutorService timer;
    private final AtomicInteger passing = new AtomicInteger();
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicLong granted = new AtomicLong();
    private final Pause pause = new Pause();
    private final ThreadLocal<Waited> waited = ThreadLocal.withInitial(() -> Waited.NOT);
    private volatile boolean stopped;

    /**
     * @param limit of the account
     * @param replicas this process and those it shares the limit with
     * @param timer runs the return of permits; its tasks are short
     */
    public RateLimiter(RequestLimit limit, ReplicaBudget replicas, ScheduledExecutorService timer) {
        this.limit = limit;
        this.replicas = replicas;
        this.timer = timer;
        this.line = new WaitingCallers(replicas.share().requests());
        this.others = new ExternalUsage(timer, this::resize);
        replicas.start(this::resize);
    }

    /** Right to make one request; close it when the answer is there or the request has failed. */
    public final class Permit implements AutoCloseable {
        private final ReplicaBudget.Lease lease;
        private final int ours = inUse.incrementAndGet();
        private final long number = granted.incrementAndGet();
        private boolean used = true;
        private boolean closed;

        private Permit(ReplicaBudget.Lease lease) {
            this.lease = lease;
        }

        /** Takes note of what Resend said of its limit in the answer to the request. */
        public void learn(int told, int remaining) {
            if (limit.learn(told)) {
                log.info("Resend allows {} requests per second; {} are used", told, limit.requestsPerSecond());
                replicas.limitChanged();
            }
            if (!replicas.shared()) {
                // All of ours that Resend can have counted with this one, so that what is left was not ours.
                long oursAtMost = ours + granted.get() - number;
                others.saw((int) Math.max(0, told - remaining - oursAtMost));
            }
        }

        /** Says that no request was made. */
        public void unused() {
            used = false;
        }

        /** Closing twice does nothing. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (used) {
                releaseAfter(replicas.share().window());
            } else {
                replicas.expireIn(lease, Duration.ZERO);
                release();
            }
        }

        private void releaseAfter(Duration delay) {
            replicas.expireIn(lease, delay);
            try {
                Future<?> unused = timer.schedule(this::release, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                release();
            }
        }

        private void release() {
            inUse.decrementAndGet();
            line.release();
        }
    }

    /**
     * Waits for a permit behind those who came earlier.
     *
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @throws ResendException {@code rate_limit_wait_exceeded} when it was not to be had by then, {@code server_stopping} when
     *     the service ends, {@code cancelled} when the caller was taken out of the line
     */
    public Permit acquire(long deadline) {
        WaitingCaller caller = line.enter();
        long begin = System.nanoTime();
        int turns = 0;
        try {
            while (true) {
                ReplicaBudget.Mode mode = replicas.mode();
                if (!line.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    throw LimiterErrors.waitExceeded(limit(), expectedWait(queueDepth()));
                }
                Optional<Permit> permit = pass(caller, mode, deadline);
                if (permit.isPresent()) {
                    turns = 1;
                    return permit.get();
                }
            }
        } catch (InterruptedException e) {
            if (caller.hasLeft()) {
                throw LimiterErrors.left();
            }
            Thread.currentThread().interrupt();
            throw LimiterErrors.stopping();
        } finally {
            line.exit();
            waited.set(waited.get().plus(System.nanoTime() - begin, turns));
        }
    }

    /**
     * The permit just taken, or its return: a caller who is not let through after all has made no request.
     *
     * @return empty when the caller must come again
     */
    private Optional<Permit> pass(WaitingCaller caller, ReplicaBudget.Mode mode, long deadline)
            throws InterruptedException {
        boolean passed = false;
        ReplicaBudget.Lease lease = ReplicaBudget.Lease.NONE;
        passing.incrementAndGet();
        try {
            boolean inTime = pause.await(deadline);
            Optional<ReplicaBudget.Lease> taken = inTime && !stopped ? replicas.take(mode, deadline) : Optional.empty();
            lease = taken.orElse(lease);
            if (stopped) {
                throw LimiterErrors.stopping();
            }
            if (taken.isEmpty()) {
                throw LimiterErrors.waitExceeded(limit(), expectedWait(queueDepth()));
            }
            if (!caller.pass()) {
                throw LimiterErrors.left();
            }
            passed = true;
            return Optional.of(new Permit(lease));
        } catch (ReplicaBudget.ModeChangedException e) {
            return Optional.empty();
        } finally {
            passing.decrementAndGet();
            if (!passed) {
                replicas.expireIn(lease, Duration.ZERO);
                line.release();
            }
        }
    }

    /**
     * What callers on a thread went through.
     *
     * @param time they waited
     * @param turns they had, one for each attempt
     */
    public record Waited(Duration time, int turns) {
        private static final Waited NOT = new Waited(Duration.ZERO, 0);

        private Waited plus(long nanos, int more) {
            return new Waited(time.plusNanos(nanos), turns + more);
        }
    }

    /** What callers on this thread went through since this was last asked. */
    public Waited takeWaited() {
        Waited sum = waited.get();
        waited.remove();
        return sum;
    }

    private synchronized void resize() {
        line.resize(Math.max(0, replicas.share().requests() - others.requests()));
    }

    /** How many callers go before the one on this thread; empty when it does not wait. */
    public OptionalInt ahead(Thread thread) {
        return line.ahead(thread);
    }

    /** How long a caller waits before whom this many go, to the second. */
    public Duration expectedWait(int ahead) {
        RequestLimit.Share share = replicas.share();
        long windows = 1L + ahead / share.requests();
        return Duration.ofSeconds(
                pause.left().plus(share.window().multipliedBy(windows)).toSeconds());
    }

    /** Makes the caller on this thread give up its place; one that has passed goes on. */
    public void leave(Thread thread) {
        line.leave(thread);
    }

    /** Nobody passes for this long, at most a minute: Resend has said so. */
    public void pause(Duration duration) {
        pause.extend(duration);
    }

    /** Callers that wait now. */
    public int queueDepth() {
        return line.getQueueLength() + passing.get();
    }

    /** Whether there are permits that nobody has and nobody can get. May be true for a moment while one changes hands. */
    boolean lacksPermits() {
        return line.lacks(passing.get() + inUse.get());
    }

    /** Requests per second of the account. */
    public int limit() {
        return limit.requestsPerSecond();
    }

    /** Whether the limit is to be shared with other replicas, and they cannot be reached: this one keeps to its part. */
    public boolean cutOff() {
        return replicas.cutOff();
    }

    /** How long a caller who came now would wait, to the second. */
    public Duration expectedWait() {
        boolean free = queueDepth() == 0 && pause.left().isZero() && line.availablePermits() > 0;
        return free ? Duration.ZERO : expectedWait(queueDepth());
    }

    /**
     * Stops after this long. Those who then still wait are told so, which only reaches them while the server still answers: it
     * cuts its connections when its grace period is over.
     */
    public void stopAfter(Duration delay) {
        Future<?> unused = timer.schedule(this::stop, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Refuses all waiting and new callers; requests in progress go on. */
    @Override
    public void stop() {
        stopped = true;
        pause.end();
        replicas.stop();
        // Each who is turned away passes the permit on, so one is enough to wake all.
        line.release();
    }
}
