package dev.resendmcp.state.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Sleeps as callers do who wait for a permit, and takes down how long they asked for, by the clock of Redis. */
final class NapLog implements RedisPermits.Nap {
    private final Redis redis;
    private final List<Nap> naps = new CopyOnWriteArrayList<>();

    NapLog(Redis redis) {
        this.redis = redis;
        naps.add(new Nap(redis.micros(), 0, redis.micros()));
    }

    /** A pause between two attempts, all in microseconds: when it began, how long it was to be, and when it ended. */
    record Nap(long begin, long asked, long end) {}

    /** All so far, the first of them empty. */
    List<Nap> naps() {
        return naps;
    }

    @Override
    public void sleep(long micros) throws InterruptedException {
        long begin = redis.micros();
        TimeUnit.MICROSECONDS.sleep(micros);
        naps.add(new Nap(begin, micros, redis.micros()));
    }
}
