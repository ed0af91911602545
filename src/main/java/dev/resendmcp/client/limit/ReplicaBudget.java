package dev.resendmcp.client.limit;

import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What replicas do to stay within one limit: they take permits from one pool and, while one cannot reach it, it keeps to its
 * part, which the others leave free as long as it is not present.
 */
public final class ReplicaBudget {
    private static final Logger log = LoggerFactory.getLogger(ReplicaBudget.class);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    /** How soon those who wait for the pool notice that the service is stopping. */
    private static final Duration NOTICE = Duration.ofMillis(500);

    private final SharedPermits pool;
    private final RequestLimit limit;
    private final int replicas;
    private final Duration longestUse;
    private final ScheduledExecutorService prober;
    private final ReentrantLock inOrder = new ReentrantLock(true);
    private final LocalShare ownPart = new LocalShare();
    private volatile Mode mode = Mode.LOCAL;
    private volatile boolean stopped;
    private Runnable changed = () -> {};

    /** How permits are had. */
    enum Mode {
        /** The own part only. */
        LOCAL,
        /** A permit of the pool each. */
        SHARED
    }

    /**
     * What lets a request go beside the permit of this process.
     *
     * @param permit of the pool, if that is where it is from
     * @param own whether it is of this replica's part
     */
    record Lease(Optional<String> permit, boolean own) {
        static final Lease NONE = new Lease(Optional.empty(), false);
        static final Lease OWN = new Lease(Optional.empty(), true);
    }

    /** Permits are had in another way now: come again. */
    static final class ModeChangedException extends Exception {
        private static final long serialVersionUID = 1L;

        ModeChangedException() {
            super("permits are had in another way now", null, false, false);
        }
    }

    /**
     * @param pool what all replicas share; null when this replica is the only one, or none is shared
     * @param limit of the account
     * @param replicas how many there are
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
            // One that was here before may have been present just now.
            leaveOthersTime();
        }
    }

    /** Begins to look for the pool; the listener is called at every change of {@link #share()}. */
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

    /** Whether a pool is there to be shared but cannot be reached. */
    boolean cutOff() {
        return pool != null && mode == Mode.LOCAL;
    }

    /** Whether others use the limit with our knowledge. */
    boolean shared() {
        return pool != null;
    }

    /** What this replica may use of the limit by itself. */
    RequestLimit.Share share() {
        return mode == Mode.SHARED ? limit.whole() : limit.part(replicas);
    }

    /**
     * Takes what is needed beside the own part.
     *
     * @param since the mode under which the caller got a permit of the own part
     * @return empty when there was nothing in time
     * @throws ModeChangedException when the caller's permit is of another mode
     */
    Optional<Lease> take(Mode since, long deadline) throws InterruptedException, ModeChangedException {
        if (since == Mode.LOCAL) {
            return takeOwn(deadline);
        }
        // One at a time, so that callers pass in the order in which they came here.
        if (!inOrder.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            if (mode != since) {
                throw new ModeChangedException();
            }
            return takeShared(deadline);
        } catch (StateUnavailableException e) {
            fallBack(e);
            throw new ModeChangedException();
        } finally {
            inOrder.unlock();
        }
    }

    private Optional<Lease> takeOwn(long deadline) throws InterruptedException, ModeChangedException {
        boolean free = ownPart.await(deadline, () -> mode == Mode.LOCAL && !stopped);
        // Before the last look at the mode, so that the one that has changed it sees this use.
        ownPart.use();
        if (free && mode == Mode.LOCAL) {
            return Optional.of(Lease.OWN);
        }
        ownPart.used(Duration.ZERO);
        if (mode != Mode.LOCAL) {
            throw new ModeChangedException();
        }
        return Optional.empty();
    }

    private Optional<Lease> takeShared(long deadline) throws InterruptedException {
        Optional<String> permit;
        long left = deadline - System.nanoTime();
        do {
            permit = pool.take(Duration.ofNanos(Math.max(0, Math.min(left, NOTICE.toNanos()))), longestUse);
            left = deadline - System.nanoTime();
        } while (permit.isEmpty() && left > 0 && !stopped);
        return permit.map(name -> new Lease(Optional.of(name), false));
    }

    /** Makes an end of waiting for the pool. */
    void stop() {
        stopped = true;
    }

    /** Gives a lease back after this long. */
    void expireIn(Lease lease, Duration delay) {
        lease.permit().ifPresent(permit -> pool.expireIn(permit, delay));
        if (lease.own()) {
            ownPart.used(delay);
        }
    }

    /** Tells the pool of a new limit. */
    void limitChanged() {
        changed.run();
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
            if (ownPart.isUnused()) {
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
                    .log("The shared rate limit cannot be reached; this replica keeps to its part of it");
        }
    }

    /** The others count this replica as present for a while, and what they have used by then counts for a window more. */
    private void leaveOthersTime() {
        ownPart.freeAfter(SharedPermits.PRESENT_FOR.plus(limit.part(replicas).window()));
    }

    private synchronized void switchTo(Mode next) {
        mode = next;
        changed.run();
    }
}
