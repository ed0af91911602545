package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * A pool of permits shared by replicas. Permits expire. Shares of replicas without a heartbeat are reserved, because those replicas
 * may be using them on their own. Safe for use by many threads.
 */
public interface SharedPermits {
    /** How long a heartbeat counts. */
    Duration HEARTBEAT_LIFE = Duration.ofSeconds(3);

    /**
     * Takes a permit.
     *
     * @param wait longest wait
     * @param lease time after which the permit expires if {@link #expireIn} is not called
     * @return id of the permit; empty if none was free in time
     * @throws InterruptedException if the thread is interrupted while it waits; no permit is taken
     * @throws StateUnavailableException if the pool cannot be reached
     */
    Optional<String> take(Duration wait, Duration lease) throws InterruptedException;

    /**
     * Sets the time after which a permit expires, counted from now. Never throws: if the pool cannot be reached, the permit expires
     * at the end of its lease.
     */
    void expireIn(String permit, Duration delay);

    /**
     * Creates the pool with this number of permits, unless it exists.
     *
     * @throws StateUnavailableException if the pool cannot be reached
     */
    void ensure(int permits);

    /**
     * Sets the number of permits; creates the pool if it does not exist.
     *
     * @throws StateUnavailableException if the pool cannot be reached
     */
    void resize(int permits);

    /**
     * Declares that for {@link #HEARTBEAT_LIFE} this replica makes no request without a permit from the pool.
     *
     * @throws StateUnavailableException if the pool cannot be reached
     */
    void heartbeat();
}
