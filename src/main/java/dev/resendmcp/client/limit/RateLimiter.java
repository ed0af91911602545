package dev.resendmcp.client.limit;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.limit.ReplicaBudget.Allowance;
import dev.resendmcp.client.limit.ReplicaBudget.Lease;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.threads.BatchTimer;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Optional;
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
 * <p>A permit comes back one second after its request was answered. Resend counted the request before it answered, so the next
 * request with this permit is counted more than a second later, whatever happens on the way. (A token bucket with burst and
 * refill of N lets 2N through in its first second.) The number of permits follows the limit that Resend reports and leaves room
 * for other users of the account. Calls wait in a {@link PermitQueue}.
 */
public final class RateLimiter implements Managed {
    private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final PermitQueue queue;
    private final RequestLimit limit;
    private final ReplicaBudget replicas;
    private final ScheduledExecutorService timer;
    private final BatchTimer returns;
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicLong granted = new AtomicLong();

    /** @param timer returns permits; its tasks are short */
    public RateLimiter(RequestLimit limit, ReplicaBudget replicas, ScheduledExecutorService timer) {
        this.limit = limit;
        this.replicas = replicas;
        this.timer = timer;
        this.returns = new BatchTimer(timer);
        Allowance allowance = replicas.allowance();
        this.queue = new PermitQueue(allowance, allowance.share().requests(), System::nanoTime);
    }

    /** Right to make one request; close it when the answer is there or the request has failed. */
    public final class Permit implements AutoCloseable {
        private final Lease lease;
        private final int ours = inUse.incrementAndGet();
        private final long number = granted.incrementAndGet();
        private boolean used = true;
        private boolean closed;

        private Permit(Lease lease) {
            this.lease = lease;
        }

        /** Adopts the requests per second that Resend reported in the response, and how many remain in this window. */
        public void learn(long reported, long remaining) {
            if (limit.learn(reported)) {
                log.info("Resend allows {} requests per second; {} are used", reported, limit.requestsPerSecond());
                resize();
                replicas.limitChanged();
            }
            // As many of ours as Resend can have counted with this one: what is missing beyond them was not ours.
            long others = reported - remaining - (ours + granted.get() - number);
            if (!replicas.shared() && limit.leaveTo(others)) {
                resize();
                later(RateLimiter.this::resize, RequestLimit.SECOND);
            }
        }

        /** Notes that no request was made, so that the permit is free again at once. */
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
            Duration window = used ? replicas.allowance().share().window() : Duration.ZERO;
            replicas.expireIn(lease, window);
            if (window.isZero()) {
                release();
            } else {
                later(this::release, window);
            }
        }

        private void release() {
            inUse.decrementAndGet();
            queue.release();
        }
    }

    /** Starts to look for the permits that replicas share. */
    @Override
    public void start() {
        replicas.start(this::resize);
        resize();
    }

    /**
     * Waits for a permit. Callers take turns; the calls of one caller go in order of arrival.
     *
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @throws ResendException {@code rate_limit_wait_exceeded} when there was none by then, {@code server_stopping} when the
     *     service stops, {@code cancelled} when the call was cancelled
     */
    public Permit acquire(CallContext call, long deadline) {
        long begin = System.nanoTime();
        Optional<Permit> permit = Optional.empty();
        try (Ticket ticket = queue.ticket(call.caller())) {
            call.enter(ticket);
            do {
                if (!ticket.await(deadline)) {
                    throw waitExceeded();
                }
                permit = admit(ticket, deadline);
            } while (permit.isEmpty() && System.nanoTime() - deadline < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Ticket.stopping();
        } finally {
            call.leave(Duration.ofNanos(System.nanoTime() - begin), permit.isPresent());
        }
        return permit.orElseThrow(this::waitExceeded);
    }

    private ResendException waitExceeded() {
        Duration wait = queue.expectedWait(queueDepth());
        return new ResendException(
                ErrorName.RATE_LIMIT_WAIT_EXCEEDED,
                "Too many calls wait for the limit of " + limit()
                        + " requests per second; this one was not sent. Try again in " + wait.toSeconds() + " s.",
                wait);
    }

    /**
     * Takes what else a call with a permit of this process needs.
     *
     * @return empty when there is nothing now, and the call has returned its permit
     */
    private Optional<Permit> admit(Ticket ticket, long deadline) throws InterruptedException {
        Optional<Lease> lease = replicas.take(ticket.mode(), deadline, ticket::isUnwanted);
        boolean passed = false;
        try {
            if (lease.isPresent()) {
                ticket.pass();
                passed = true;
            }
            return lease.map(Permit::new);
        } finally {
            if (!passed) {
                lease.ifPresent(unused -> replicas.expireIn(unused, Duration.ZERO));
                ticket.close();
            }
        }
    }

    private synchronized void resize() {
        Allowance allowance = replicas.allowance();
        queue.allow(allowance, Math.max(0, allowance.share().requests() - limit.leftToOthers()));
        resumeAt(allowance.from());
    }

    private void resumeAt(long moment) {
        long nanos = moment - System.nanoTime();
        if (nanos > 0) {
            later(queue::resume, Duration.ofNanos(nanos));
        }
    }

    /** Runs a task later, or now when the service has stopped. */
    private void later(Runnable task, Duration delay) {
        try {
            BatchTimer.Task unused = returns.schedule(task, delay);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** How long a call that came now would wait, in whole seconds. */
    public Duration expectedWait() {
        return queue.expectedWait();
    }

    /** Lets nobody through for this long, at most a minute: Resend has asked for it. */
    public void pause(Duration duration) {
        long nanos = (duration.compareTo(LONGEST_PAUSE) < 0 ? duration : LONGEST_PAUSE).toNanos();
        long end = System.nanoTime() + nanos;
        queue.pauseUntil(end);
        resumeAt(end);
    }

    /** Calls that wait now. */
    public int queueDepth() {
        return queue.depth();
    }

    /** Whether there are permits that nobody has and nobody can get. May be true for a moment while one changes hands. */
    boolean lacksPermits() {
        return queue.lacks(inUse.get());
    }

    Future<?> submit(Runnable task) {
        return timer.submit(task);
    }

    /** Requests per second of the account. */
    public int limit() {
        return limit.requestsPerSecond();
    }

    /** Whether the shared permits cannot be reached, so that this replica keeps to its own share of the limit. */
    public boolean cutOff() {
        return replicas.cutOff();
    }

    /**
     * Stops after this long. Calls that still wait then get an error, which only reaches clients while the server still answers:
     * it closes its connections when its grace period is over.
     */
    public void stopAfter(Duration delay) {
        Future<?> unused = timer.schedule(this::stop, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Refuses all waiting and new calls; requests in progress go on. */
    @Override
    public void stop() {
        queue.stop();
    }
}
