package dev.resendmcp.state.redis;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.redis.RedisScripts.Script;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
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
import java.util.function.Consumer;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis. The first command that fails marks it unusable, so that callers do not each wait for a timeout; a probe
 * each second makes it usable again. Safe for use by many threads.
 */
public final class RedisConnection {
    /** Key that exists in Redis as long as it has the uploads of this replica. */
    final String marker = "replica/" + UUID.randomUUID();

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final Duration FIRST_PROBE = Duration.ofSeconds(5);
    private static final long MARKER_MILLIS = 60_000;

    private final RedisUrl url;
    private final Duration timeout;
    private final String prefix;
    private final Clock clock;
    private final CommandObserver commands;
    private final Tracing tracing;
    private final ScheduledExecutorService probes;

    private volatile RedisScripts scripts;
    private volatile Trouble trouble;
    private volatile boolean usable;

    /** @param namespace separates the keys of accounts that share a Redis */
    public RedisConnection(
            RedisUrl url,
            Duration timeout,
            String namespace,
            Clock clock,
            Supervisor threads,
            CommandObserver commands,
            Tracing tracing) {
        this.url = url;
        this.timeout = timeout;
        // In braces, so that Redis Cluster keeps all keys of an account on one node.
        this.prefix = "resend-full-mcp:{" + namespace + "}:";
        this.clock = clock;
        this.commands = commands;
        this.tracing = tracing;
        this.probes = threads.timer(ServiceThread.STATE_REDIS);
    }

    /**
     * Connects; keeps trying in the background if that does not succeed at once.
     *
     * @param beforeUse brings Redis up to date after it was unreachable or lost its data, before any caller uses it again
     * @param afterwards does the rest, while callers are already using it
     */
    void start(Consumer<RedisScripts> beforeUse, Consumer<RedisScripts> afterwards) {
        Runnable probe = () -> probe(beforeUse, afterwards);
        Future<?> first = probes.submit(probe);
        try {
            Uninterruptibles.getUninterruptibly(first, FIRST_PROBE);
        } catch (ExecutionException | TimeoutException e) {
            if (!usable) {
                failed(e);
            }
        }
        long pause = BETWEEN_PROBES.toMillis();
        Future<?> unused = probes.scheduleWithFixedDelay(probe, pause, pause, TimeUnit.MILLISECONDS);
    }

    public void stop() {
        usable = false;
        probes.shutdownNow();
        if (scripts != null) {
            scripts.client().shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    public boolean isUsable() {
        return usable;
    }

    /** Why Redis is not used; empty while it is. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Runs scripts; throws {@link StateUnavailableException} at once while Redis is unusable. */
    RedisScripts scripts() {
        if (!usable) {
            throw new StateUnavailableException(new IllegalStateException("Redis is unavailable"));
        }
        return scripts;
    }

    /** Sends a command while Redis counts as usable; {@link #trouble} then has the outcome. */
    public void tryOut() {
        if (usable) {
            try {
                scripts.number(Script.EXTEND_MARKER, List.of(marker), MARKER_MILLIS);
            } catch (StateUnavailableException e) {
                // onFailure has recorded it.
            }
        }
    }

    /** Marks Redis unusable because it lost its data; the next probe uploads ours again. */
    void lostData() {
        failed(new IllegalStateException("Redis was emptied"));
    }

    private void probe(Consumer<RedisScripts> beforeUse, Consumer<RedisScripts> afterwards) {
        try {
            if (scripts == null) {
                scripts = new RedisScripts(client(), timeout, prefix, commands, tracing, this::failed);
            }
            boolean kept = scripts.number(Script.EXTEND_MARKER, List.of(marker), MARKER_MILLIS) == 1;
            if (!kept || !usable) {
                beforeUse.accept(scripts);
                scripts.number(Script.SET_MARKER, List.of(marker), MARKER_MILLIS);
                recovered();
                afterwards.accept(scripts);
            }
        } catch (RuntimeException e) {
            failed(e);
        } catch (Error e) {
            failed(e);
            throw e;
        }
    }

    private RedissonClient client() {
        try {
            return Redisson.create(RedisClientConfig.of(url, timeout, BETWEEN_PROBES.dividedBy(2)));
        } catch (RuntimeException e) {
            commands.failed();
            throw e;
        }
    }

    private synchronized void recovered() {
        usable = true;
        if (trouble != null) {
            trouble = null;
            log.info("Redis is back: replicas share their state again");
        }
    }

    private synchronized void failed(Throwable failure) {
        usable = false;
        if (trouble == null && !probes.isShutdown()) {
            trouble = Trouble.of(clock.instant(), failure);
            log.warn(
                    "Redis cannot be used ({}): this replica continues on its own and retries each second",
                    trouble.reason());
        }
    }
}
