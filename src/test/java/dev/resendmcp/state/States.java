package dev.resendmcp.state;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.redis.RedisUrl;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.StateDirectory;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.util.Duration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** States that a test starts; all of them are stopped at its end. */
public final class States implements AutoCloseable {
    public static final java.time.Duration KEEP = java.time.Duration.ofMinutes(10);
    public static final java.time.Duration REDIS_TIMEOUT = java.time.Duration.ofSeconds(1);

    /** For states whose metrics no test reads. */
    public static final StateMetrics METRICS = new StateMetrics(new Metrics(java.time.Duration.ofMinutes(1)));

    private final List<StateService> started = new ArrayList<>();

    public StateService embedded(Path directory) {
        return embedded(directory, Clock.systemUTC());
    }

    public StateService embedded(Path directory, Clock clock) {
        return start(new StateService(
                settings(directory, null), "account", clock, new Supervisor(status -> {}), METRICS, Tracing.none()));
    }

    /** A replica that has found its Redis. */
    public StateService shared(Path directory, int port) {
        StateService state = sharedSomeTime(directory, port);
        Awaitility.await().until(() -> state.condition().sharing() == Sharing.ON);
        return state;
    }

    /** One of so many replicas, that has found its Redis. */
    public StateService sharedBy(int replicas, Path directory, int port) {
        StateSettings settings = settings(directory, RedisUrl.of("redis://127.0.0.1:" + port), replicas);
        StateService state = start(new StateService(
                settings, "account", Clock.systemUTC(), new Supervisor(status -> {}), METRICS, Tracing.none()));
        Awaitility.await().until(() -> state.condition().sharing() == Sharing.ON);
        return state;
    }

    /** A replica whose Redis need not be there yet. */
    public StateService sharedSomeTime(Path directory, int port) {
        return start(new StateService(
                settings(directory, RedisUrl.of("redis://127.0.0.1:" + port)),
                "account",
                Clock.systemUTC(),
                new Supervisor(status -> {}),
                METRICS,
                Tracing.none()));
    }

    public StateService start(StateService state) {
        state.start();
        started.add(state);
        return state;
    }

    public void stop(StateService state) {
        started.remove(state);
        state.stop();
    }

    public static StateSettings settings(Path directory, RedisUrl redis) {
        return settings(directory, redis, 1);
    }

    private static StateSettings settings(Path directory, RedisUrl redis, int replicas) {
        return new StateSettings(
                redis == null ? StateSettings.Type.EMBEDDED : StateSettings.Type.REDIS,
                StateDirectory.of(directory.toString()),
                redis,
                replicas,
                Duration.milliseconds(REDIS_TIMEOUT.toMillis()));
    }

    public static Journal.Entry begun(String key) {
        return new Journal.Entry(key, "hash", Instant.parse("2026-01-02T03:04:05.123456Z"), Optional.empty());
    }

    public static Journal.Entry answered(String key, String answer) {
        return new Journal.Entry(key, "hash", Instant.parse("2026-01-02T03:04:05.123456Z"), Optional.of(answer));
    }

    /** Puts an entry, whatever was there. */
    public static void put(StateService state, String id, Journal.Entry entry) {
        state.journal().update(id, old -> entry, KEEP);
    }

    /** Does something for each number below a limit, all at the same time. */
    public static void atOnce(int limit, IntConsumer what) {
        List<Thread> threads = IntStream.range(0, limit)
                .mapToObj(number -> new Thread(() -> what.accept(number)))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(Uninterruptibles::joinUninterruptibly);
    }

    /** What is kept under ids. */
    public static Map<String, Journal.Entry> readAll(StateService state, Collection<String> ids) {
        List<String> list = List.copyOf(ids);
        Map<String, Journal.Entry> found = new ConcurrentHashMap<>();
        atOnce(
                list.size(),
                number -> read(state, list.get(number)).ifPresent(entry -> found.put(list.get(number), entry)));
        return found;
    }

    /** What is kept under an id, with a new entry in its place when nothing is. */
    public static Optional<Journal.Entry> read(StateService state, String id) {
        Journal.Entry none = begun("nothing was kept");
        return Optional.of(state.journal().update(id, old -> old.orElse(none), KEEP))
                .filter(entry -> !entry.equals(none));
    }

    @Override
    public void close() {
        List.copyOf(started).forEach(this::stop);
    }
}
