package dev.resendmcp.state.redis;

import dev.resendmcp.state.redis.RedisScripts.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Permits in Redis: a sorted set of taken permits by expiry, on the clock of Redis. Redisson's own semaphore with expiring permits
 * uses the clocks of the replicas, and its waiting callers do not notice that a lease was shortened. A new pool gives no permits for
 * a second, because some may have been taken just before Redis lost its data.
 */
public final class RedisPermits implements SharedPermits {
    /** Longest time until a waiting caller notices that a lease was shortened. */
    static final long LONGEST_NAP_MICROS = 50_000;

    private static final List<String> KEYS =
            List.of("permits/taken", "permits/number", "permits/new", "permits/present");
    private final RedisConnection redis;
    private final int replicas;
    private final Nap nap;
    private final String replica = UUID.randomUUID().toString();
    private volatile int permits = 1;

    /** Pauses a caller until it asks again. */
    interface Nap {
        void sleep(long micros) throws InterruptedException;
    }

    /** @param replicas number of replicas that share the pool */
    public RedisPermits(RedisConnection redis, int replicas) {
        this(redis, replicas, TimeUnit.MICROSECONDS::sleep);
    }

    RedisPermits(RedisConnection redis, int replicas, Nap nap) {
        this.redis = redis;
        this.replicas = replicas;
        this.nap = nap;
    }

    @Override
    public Optional<String> take(Duration wait, Duration lease) throws InterruptedException {
        String permit = UUID.randomUUID().toString();
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long micros = redis.scripts()
                    .number(
                            Script.TAKE_PERMIT,
                            KEYS,
                            permit,
                            lease.toMillis(),
                            permits,
                            replicas,
                            HEARTBEAT_LIFE.toMillis());
            if (micros == 0) {
                return Optional.of(permit);
            }
            long left = TimeUnit.NANOSECONDS.toMicros(end - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            nap.sleep(Math.min(Math.min(micros, left), LONGEST_NAP_MICROS));
        }
    }

    @Override
    public void expireIn(String permit, Duration delay) {
        if (redis.isUsable()) {
            redis.scripts().later(Script.EXPIRE_PERMIT, KEYS, permit, delay.toMillis());
        }
    }

    @Override
    public void ensure(int number) {
        resize(number, "new");
    }

    @Override
    public void resize(int number) {
        resize(number, "always");
    }

    @Override
    public void heartbeat() {
        redis.scripts().number(Script.HEARTBEAT, KEYS, replica, HEARTBEAT_LIFE.toMillis());
    }

    private void resize(int number, String when) {
        permits = number;
        redis.scripts().number(Script.RESIZE_POOL, KEYS, number, when);
    }
}
