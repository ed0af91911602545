package dev.resendmcp.state.redis;

import dev.resendmcp.state.States;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A Redis of its own, and the pools that replicas have in it. */
abstract class RedisPermitsFixture {
    static final Duration LEASE = Duration.ofMinutes(10);
    static final Duration LONG = Duration.ofMinutes(1);
    static final Duration NONE = Duration.ZERO;
    static final Duration SECOND = Duration.ofSeconds(1);
    /** Redis lets keys go at whole milliseconds. */
    static final long ROUNDING = 1_000;

    @TempDir
    Path directory;

    final Redis redis = Redis.running();
    final States states = new States();

    @AfterEach
    void stop() {
        states.close();
        redis.close();
    }

    SharedPermits pool(String name) {
        return states.shared(directory.resolve(name), redis.port())
                .sharedPermits()
                .orElseThrow();
    }

    static Optional<String> uninterrupted(SharedPermits pool, Duration wait) {
        try {
            return pool.take(wait, LEASE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }
}
