package dev.resendmcp.state.redis;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.FailureReason;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis, and whether it is open. The first command that fails closes it for all, so that callers do not wait one
 * after the other; a probe each second opens it again. Safe for use by many threads.
 */
final class RedisConnection {
    /** Key that Redis has only while it knows what this replica has told it. */
    final String mark = "replica/" + UUID.randomUUID();

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final Duration FIRST_PROBE = Duration.ofSeconds(5);
    private static final long MARK_LASTS_MILLIS = 60_000;
    private static final int CONNECTIONS = 8;
    private static final String REMEMBERS = "return redis.call('pexpire', KEYS[1], ARGV[1])";
    private static final String REMEMBER = "redis.call('set', KEYS[1], '1', 'px', ARGV[1]) return 1";

    private final RedisUrl url;
    private final Duration timeout;
    private final String prefix;
    private final Clock clock;
    private final ScheduledExecutorService probes;

    private volatile RedisScripts scripts;
    private volatile Trouble trouble;
    private volatile boolean usable;

    /**
     * @param url where Redis is
     * @param timeout longest wait for one answer
     * @param namespace sets the keys of an account apart
     * @param clock tells since when Redis is gone
     * @param threads watches the thread that looks for Redis
     */
    RedisConnection(RedisUrl url, Duration timeout, String namespace, Clock clock, Supervisor threads) {
        this.url = url;
        this.timeout = timeout;
        // In braces, so that all keys of an account belong together where keys are spread over nodes.
        this.prefix = "resend-full-mcp:{" + namespace + "}:";
        this.clock = clock;
        this.probes = threads.timer(ServiceThread.STATE_REDIS);
    }

    /** Connects, and goes on trying in the background when that does not succeed at once. */
    void start(ReconnectHandler handler) {
        Future<?> first = probes.submit(() -> probe(handler));
        try {
            Uninterruptibles.getUninterruptibly(first, FIRST_PROBE);
        } catch (ExecutionException | TimeoutException e) {
            if (!usable) {
                gone(e);
            }
        }
        long pause = BETWEEN_PROBES.toMillis();
        Future<?> unused = probes.scheduleWithFixedDelay(() -> probe(handler), pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop() {
        usable = false;
        probes.shutdownNow();
        if (scripts != null) {
            scripts.client().shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    boolean isUsable() {
        return usable;
    }

    /** Why Redis is not used; empty while it is. */
    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The way in; throws {@link StateUnavailableException} at once while Redis is known to be gone. */
    RedisScripts scripts() {
        if (!usable) {
            throw new StateUnavailableException(new IllegalStateException("Redis is gone"));
        }
        return scripts;
    }

    /** Sends a command while Redis counts as usable; {@link #trouble} tells how that went. */
    void tryOut() {
        if (usable) {
            try {
                scripts.number(REMEMBERS, List.of(mark), MARK_LASTS_MILLIS);
            } catch (StateUnavailableException e) {
                // Noted by the way that failures of all scripts take.
            }
        }
    }

    /** Redis has forgotten what it was told; nobody may rely on it until the next probe has put that right. */
    void hasForgotten() {
        gone(new IllegalStateException("Redis was emptied"));
    }

    private void probe(ReconnectHandler handler) {
        try {
            if (scripts == null) {
                scripts = new RedisScripts(Redisson.create(config()), timeout, prefix, this::gone);
            }
            boolean remembers = scripts.number(REMEMBERS, List.of(mark), MARK_LASTS_MILLIS) == 1;
            if (!remembers || !usable) {
                handler.beforeUse(scripts);
                scripts.number(REMEMBER, List.of(mark), MARK_LASTS_MILLIS);
                back();
                handler.afterwards(scripts);
            }
        } catch (RuntimeException e) {
            gone(e);
        } catch (Error e) {
            gone(e);
            throw e;
        }
    }

    private synchronized void back() {
        usable = true;
        if (trouble != null) {
            trouble = null;
            log.info("Redis is back: the replicas share their state again");
        }
    }

    private synchronized void gone(Throwable failure) {
        usable = false;
        if (trouble == null && !probes.isShutdown()) {
            trouble = new Trouble(clock.instant(), FailureReason.of(failure));
            log.warn(
                    "Redis cannot be used ({}): this replica goes on by itself and tries again each second",
                    trouble.reason());
        }
    }

    private Config config() {
        int millis = (int) timeout.toMillis();
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2);
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        config.useSingleServer()
                .setAddress(url.address())
                .setDatabase(url.database())
                .setClientName("resend-full-mcp")
                .setConnectionPoolSize(CONNECTIONS)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setTimeout(millis)
                .setConnectTimeout(millis)
                // Waiting is for the probe; a command that fails is answered at once by going on without Redis.
                .setRetryAttempts(0)
                .setReconnectionDelay(new ConstantDelay(BETWEEN_PROBES.dividedBy(2)));
        return config;
    }
}
