package dev.resendmcp.state;

import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.redis.RedisConnection;
import dev.resendmcp.state.redis.RedisPermits;
import dev.resendmcp.state.redis.RedisState;
import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.JournalRecords;
import dev.resendmcp.state.store.LocalState;
import dev.resendmcp.state.store.Records;
import dev.resendmcp.state.store.StateInUseException;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.state.store.UsedTokens;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * State that survives a restart or is shared by replicas. Usable between {@link #start} and {@link #stop} only. Safe for use by
 * many threads.
 */
public final class StateService implements Managed {
    /** Longest wait for a trial of the store, and how long its outcome is valid. */
    private static final Duration TRIAL = Duration.ofSeconds(5);

    private final EmbeddedStore store;
    private final Clock clock;
    private final Optional<RedisConnection> redis;
    private final Optional<RedisState> shared;
    private final Optional<SharedPermits> permits;
    private final LocalState local;
    private Optional<Trouble> trialOutcome = Optional.empty();
    private long trialValidUntil = System.nanoTime();

    /** @param namespace separates accounts that share a directory or Redis; letters and digits, not a secret */
    public StateService(
            StateSettings settings,
            String namespace,
            Clock clock,
            Supervisor threads,
            StateMetrics metrics,
            Tracing tracing) {
        store = new EmbeddedStore(settings.directory(), namespace, clock, threads, metrics::flushed);
        local = new LocalState(store, clock);
        redis = settings.type() == StateSettings.Type.REDIS
                ? Optional.of(new RedisConnection(
                        settings.redisUrl(),
                        settings.redisTimeout().toJavaDuration(),
                        namespace,
                        clock,
                        threads,
                        metrics,
                        tracing))
                : Optional.empty();
        shared = redis.map(connection -> new RedisState(connection, store, clock));
        permits = redis.map(connection -> new RedisPermits(connection, settings.replicas()));
        this.clock = clock;
    }

    /** Calls that must take effect once. */
    public Journal journal() {
        return shared.<Journal>map(state -> state).orElse(local);
    }

    /** Texts that are kept until they expire. */
    public Records records() {
        return new JournalRecords(journal());
    }

    /** Used single-use tokens. */
    public UsedTokens usedTokens() {
        return shared.<UsedTokens>map(state -> state).orElse(local);
    }

    /** The pool of permits of all replicas; empty without Redis. */
    public Optional<SharedPermits> sharedPermits() {
        return permits;
    }

    /** The condition as seen in use. Cheap: sends no request. */
    public StateCondition condition() {
        return condition(store.trouble());
    }

    /**
     * The condition after writing and reading back a value, at most five seconds ago, and sending a command to Redis. Takes up to
     * five seconds if the disk hangs.
     */
    public StateCondition tryOut() {
        redis.ifPresent(RedisConnection::tryOut);
        return condition(trial());
    }

    private synchronized Optional<Trouble> trial() {
        if (System.nanoTime() - trialValidUntil >= 0) {
            Instant begun = clock.instant();
            try {
                store.tryOut(TRIAL);
                trialOutcome = Optional.empty();
            } catch (StateUnavailableException e) {
                Instant since = trialOutcome.map(Trouble::since).orElse(begun);
                trialOutcome = Optional.of(Trouble.of(since, e.getCause()));
            }
            trialValidUntil = System.nanoTime() + TRIAL.toNanos();
        }
        return store.trouble().or(() -> trialOutcome);
    }

    private StateCondition condition(Optional<Trouble> disk) {
        Sharing sharing = redis.map(connection -> connection.isUsable() ? Sharing.ON : Sharing.LOST)
                .orElse(Sharing.OFF);
        EmbeddedStore.Size size = store.size();
        return new StateCondition(
                size.journalEntries(),
                size.journalBytes(),
                size.fileBytes(),
                sharing,
                disk,
                redis.flatMap(RedisConnection::trouble));
    }

    /**
     * Opens the files and connects to Redis. If either fails, it is retried each second.
     *
     * @throws StateInUseException if another process uses the directory
     */
    @Override
    public void start() {
        store.start();
        shared.ifPresent(RedisState::start);
    }

    /** Flushes changes and closes files and connections. */
    @Override
    public void stop() {
        redis.ifPresent(RedisConnection::stop);
        store.stop();
    }
}
