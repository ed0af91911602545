package dev.resendmcp.client.limit;

import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps replicas within one limit. They take permits from one pool. A replica that cannot reach the pool keeps to its own share,
 * which the others leave free as long as that replica sends no heartbeat.
 */
public final class ReplicaBudget {
    private static final Logger log = LoggerFactory.getLogger(ReplicaBudget.class);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    /** How often a call that waits for the pool checks whether it is still wanted. */
    private static final Duration CHECK_EVERY = Duration.ofMillis(100);

    private final SharedPermits pool;
    private final RequestLimit limit;
    private final int replicas;
    private final Duration longestUse;
    private final ScheduledExecutorService prober;
    private final LocalShare localShare = new LocalShare();
    private volatile Mode mode = Mode.LOCAL;
    private Runnable changed = () -> {};

    /** Where permits come from: this replica's share of the limit, or the pool that all replicas share. */
    enum Mode {
        LOCAL,
        SHARED
    }

    /**
     * What this process may grant by itself.
     *
     * @param mode in which it is granted
     * @param share of the limit
     * @param from moment from which it may be granted, as of {@link System#nanoTime()}
     */
    record Allowance(Mode mode, RequestLimit.Share share, long from) {}

    /** What a request needs beside the permit of this process: a permit of the pool, or, if empty, of this replica's share. */
    record Lease(Optional<String> permit) {}

    /** When this replica may use its own share of the limit, and whether it does. Safe for use by many threads. */
    static final class LocalShare {
        private final AtomicInteger inUse = new AtomicInteger();
        private final AtomicLong usedUntil = new AtomicLong(System.nanoTime());
        private volatile long openFrom = System.nanoTime();

        /** Closes the share for this long from now. */
        void openAfter(Duration time) {
            openFrom = System.nanoTime() + time.toNanos();
        }

        /** Moment from which the share may be used, as of {@link System#nanoTime()}. */
        long openFrom() {
            return openFrom;
        }

        boolean isOpen() {
            return System.nanoTime() - openFrom >= 0;
        }

        void use() {
            inUse.incrementAndGet();
        }

        /** A request of the share is over; Resend counts it for this long. */
        void used(Duration counted) {
            usedUntil.accumulateAndGet(
                    System.nanoTime() + counted.toNanos(), (one, other) -> one - other > 0 ? one : other);
            inUse.decrementAndGet();
        }

        /** Whether Resend no longer counts any request of the share. */
        boolean isUnused() {
            return inUse.get() == 0 && System.nanoTime() - usedUntil.get() >= 0;
        }
    }

    /**
     * @param pool permits that all replicas share; null if they share none
     * @param longestUse of a permit, from taking it to the answer
     * @param prober looks for the pool; its tasks may take as long as the pool's timeouts
     */
    public ReplicaBudget(
            SharedPermits pool,
            RequestLimit limit,
            int replicas,
            Duration longestUse,
            ScheduledExecutorService prober) {
        this.pool = pool;
        this.limit = limit;
        this.replicas = replicas;
        this.longestUse = longestUse;
        this.prober = prober;
        if (pool != null) {
            // A process that ran here before may have sent a heartbeat just now.
            leaveOthersTime();
        }
    }

    /** Starts to look for the pool; the listener is called at every change of {@link #allowance()}. */
    void start(Runnable listener) {
        changed = listener;
        if (pool != null) {
            Future<?> unused =
                    prober.scheduleWithFixedDelay(this::probe, 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    Mode mode() {
        return mode;
    }

    /** Whether there is a pool that cannot be reached. */
    boolean cutOff() {
        return pool != null && mode == Mode.LOCAL;
    }

    boolean shared() {
        return pool != null;
    }

    Allowance allowance() {
        Mode now = mode;
        return now == Mode.SHARED
                ? new Allowance(now, limit.whole(), System.nanoTime())
                : new Allowance(now, limit.part(replicas), localShare.openFrom());
    }

    /**
     * Takes what a request needs beside a permit of this process.
     *
     * @param granted the mode in which the process granted its permit
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @param unwanted whether to stop waiting
     * @return empty when there was nothing in time, it was no longer wanted, or the mode has changed
     */
    Optional<Lease> take(Mode granted, long deadline, BooleanSupplier unwanted) throws InterruptedException {
        if (granted == Mode.LOCAL) {
            return takeLocal();
        }
        try {
            return mode == Mode.SHARED ? takeShared(deadline, unwanted) : Optional.empty();
        } catch (StateUnavailableException e) {
            fallBack(e);
            return Optional.empty();
        }
    }

    private Optional<Lease> takeLocal() {
        // Before the mode is read, so that a change of the mode sees this use.
        localShare.use();
        if (mode == Mode.LOCAL && localShare.isOpen()) {
            return Optional.of(new Lease(Optional.empty()));
        }
        localShare.used(Duration.ZERO);
        return Optional.empty();
    }

    private Optional<Lease> takeShared(long deadline, BooleanSupplier unwanted) throws InterruptedException {
        Optional<String> permit;
        long left = deadline - System.nanoTime();
        do {
            permit = pool.take(Duration.ofNanos(Math.max(0, Math.min(left, CHECK_EVERY.toNanos()))), longestUse);
            left = deadline - System.nanoTime();
        } while (permit.isEmpty() && left > 0 && !unwanted.getAsBoolean());
        return permit.map(name -> new Lease(Optional.of(name)));
    }

    /** Returns a lease after this long. */
    void expireIn(Lease lease, Duration delay) {
        lease.permit().ifPresentOrElse(permit -> pool.expireIn(permit, delay), () -> localShare.used(delay));
    }

    void limitChanged() {
        if (pool != null && mode != Mode.LOCAL) {
            prober.execute(this::resize);
        }
    }

    private void resize() {
        try {
            pool.resize(limit.requestsPerSecond());
        } catch (StateUnavailableException e) {
            fallBack(e);
        }
    }

    private void probe() {
        try {
            if (mode == Mode.LOCAL) {
                join();
            }
            if (localShare.isUnused()) {
                pool.heartbeat();
            }
        } catch (StateUnavailableException e) {
            fallBack(e);
        }
    }

    private void join() {
        if (limit.known()) {
            pool.resize(limit.requestsPerSecond());
        } else {
            pool.ensure(limit.requestsPerSecond());
        }
        switchTo(Mode.SHARED);
        log.info("The rate limit is shared with the other replicas");
    }

    private synchronized void fallBack(StateUnavailableException cause) {
        if (mode != Mode.LOCAL) {
            leaveOthersTime();
            switchTo(Mode.LOCAL);
            log.atWarn()
                    .addKeyValue("cause", cause.getCause().getClass().getSimpleName())
                    .addKeyValue("replicas", replicas)
                    .log("The shared rate limit cannot be reached; this replica keeps to its share");
        }
    }

    /** The others use this share until the heartbeat expires, and Resend counts that use for one more window. */
    private void leaveOthersTime() {
        localShare.openAfter(
                SharedPermits.HEARTBEAT_LIFE.plus(limit.part(replicas).window()));
    }

    private synchronized void switchTo(Mode next) {
        mode = next;
        changed.run();
    }
}
