package dev.resendmcp.state.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Permits in Redis: a sorted set of those that are taken, by the time at which they go back, which is told by the clock of
 * Redis. Redisson's own semaphore of this kind goes by the clocks of the replicas, and those that wait in it do not notice
 * that a lease was shortened. A pool that Redis does not know gives nothing for a second, since permits may have been taken
 * from it just before Redis was emptied. Replicas that are present are a sorted set as well, by the time of their last word.
 */
final class RedisPermits implements SharedPermits {
    /** Longest time until a waiting caller notices that a permit goes back earlier than was said before. */
    static final long LONGEST_NAP_MICROS = 50_000;

    private static final List<String> KEYS =
            List.of("permits/taken", "permits/number", "permits/new", "permits/present");
    private static final String NOW = "local t = redis.call('time') local now = t[1] * 1000000 + t[2] ";
    private static final String ADD = "redis.call('zadd', KEYS[1], now + ARGV[2] * 1000, ARGV[1])"
            + " local last = redis.call('zrange', KEYS[1], -1, -1, 'withscores')"
            + " redis.call('pexpire', KEYS[1], math.ceil((last[2] - now) / 1000) + 1000) ";
    /** Gives 0 for a permit, else the microseconds until there may be one. */
    private static final String TAKE = NOW
            + "local number = redis.call('get', KEYS[2])"
            + " if not number then number = ARGV[3] redis.call('set', KEYS[2], number)"
            + " redis.call('set', KEYS[3], '1', 'px', 1000) end"
            + " local new = redis.call('pttl', KEYS[3])"
            + " if new > 0 then return new * 1000 end"
            + " redis.call('zremrangebyscore', KEYS[1], '-inf', now)"
            + " local all = tonumber(ARGV[4])"
            + " local present = redis.call('zcount', KEYS[4], now - ARGV[5] * 1000, '+inf')"
            + " local free = math.max(1, math.floor(number * math.min(present, all) / all))"
            + " if all == 1 then free = tonumber(number) end"
            + " local over = redis.call('zcard', KEYS[1]) - free"
            + " if over < 0 then "
            + ADD
            + " return 0 end"
            + " return math.max(1, redis.call('zrange', KEYS[1], over, over, 'withscores')[2] - now)";

    private static final String GIVE_BACK = NOW + ADD + "return 0";
    private static final String RESIZE = "local known = redis.call('exists', KEYS[2]) == 1"
            + " if not known then redis.call('set', KEYS[3], '1', 'px', 1000) end"
            + " if not known or ARGV[2] == 'always' then redis.call('set', KEYS[2], ARGV[1]) end return 0";

    private static final String PRESENT = NOW
            + "redis.call('zremrangebyscore', KEYS[4], '-inf', now - ARGV[2] * 1000)"
            + " redis.call('zadd', KEYS[4], now, ARGV[1])"
            + " redis.call('pexpire', KEYS[4], ARGV[2]) return 0";

    private final RedisConnection redis;
    private final int replicas;
    private final Nap nap;
    private final String replica = UUID.randomUUID().toString();
    private volatile int permits = 1;

    /** How a caller passes the time until it asks again. */
    interface Nap {
        /** Sleeps. */
        void sleep(long micros) throws InterruptedException;
    }

    /** @param replicas how many there are when all are present */
    RedisPermits(RedisConnection redis, int replicas) {
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
                    .number(TAKE, KEYS, permit, lease.toMillis(), permits, replicas, PRESENT_FOR.toMillis());
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
            redis.scripts().later(GIVE_BACK, KEYS, permit, delay.toMillis());
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
        redis.scripts().number(PRESENT, KEYS, replica, PRESENT_FOR.toMillis());
    }

    private void resize(int number, String when) {
        permits = number;
        redis.scripts().number(RESIZE, KEYS, number, when);
    }
}
