package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * Permits that replicas take from one pool. A permit goes back by itself when its time is over. Of the pool the parts of those
 * replicas are left free that are not present, since they may be using them. Safe for use by many threads.
 */
public interface SharedPermits {
    /** How long a replica counts as present after it said so. */
    Duration PRESENT_FOR = Duration.ofSeconds(3);

    /**
     * Takes a permit.
     *
     * @param wait longest time to wait for one
     * @param lease when the permit goes back, in case this process does not live to say so
     * @return what names the permit; empty when none was free in time
     * @throws InterruptedException when the thread is interrupted while it waits; no permit is taken then
     * @throws StateUnavailableException when the pool cannot be reached
     */
    Optional<String> take(Duration wait, Duration lease) throws InterruptedException;

    /**
     * Sets a new time after which a permit goes back, counted from now. Never throws: a permit that cannot be reached goes back
     * when its lease is over.
     */
    void expireIn(String permit, Duration delay);

    /**
     * Makes the pool with this number of permits, unless there is one already.
     *
     * @throws StateUnavailableException when the pool cannot be reached
     */
    void ensure(int permits);

    /**
     * Sets the number of permits, and makes the pool if there is none.
     *
     * @throws StateUnavailableException when the pool cannot be reached
     */
    void resize(int permits);

    /**
     * Says that this replica is present for {@link #PRESENT_FOR} from now: it makes no request without a permit of the pool.
     *
     * @throws StateUnavailableException when the pool cannot be reached
     */
    void heartbeat();
}
