package dev.resendmcp.state;

import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.redis.RedisState;
import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.LocalJournal;
import dev.resendmcp.state.store.LocalTokens;
import dev.resendmcp.state.store.StateInUseException;
import dev.resendmcp.state.store.StateTrial;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.state.store.UsedTokens;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.Optional;

/**
 * State that survives a restart or is shared by replicas. Usable between {@link #start} and {@link #stop} only. Safe for use by
 * many threads.
 */
public final class StateService implements Managed {
    private final EmbeddedStore store;
    private final StateTrial trial;
    private final Optional<RedisState> redis;
    private final Journal journal;
    private final UsedTokens usedTokens;

    /**
     * @param settings where state is kept
     * @param namespace separates accounts that share a directory or Redis; letters and digits, not a secret
     * @param clock decides when entries expire
     * @param threads supervises the threads of the store and of Redis
     */
    public StateService(StateSettings settings, String namespace, Clock clock, Supervisor threads) {
        store = new EmbeddedStore(settings.directory(), namespace, clock, threads);
        trial = new StateTrial(store, clock);
        redis = settings.type() == StateSettings.Type.REDIS
                ? Optional.of(new RedisState(
                        settings.redisUrl(),
                        settings.redisTimeout().toJavaDuration(),
                        settings.replicas(),
                        namespace,
                        store,
                        clock,
                        threads))
                : Optional.empty();
        journal = redis.map(RedisState::journal).orElseGet(() -> new LocalJournal(store, clock));
        usedTokens = redis.map(RedisState::usedTokens).orElseGet(() -> new LocalTokens(store, clock));
    }

    /** Calls that must take effect once. */
    public Journal journal() {
        return journal;
    }

    /** Used single-use tokens. */
    public UsedTokens usedTokens() {
        return usedTokens;
    }

    /** The pool of permits of all replicas; empty without Redis. */
    public Optional<SharedPermits> sharedPermits() {
        return redis.map(RedisState::permits);
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
        redis.ifPresent(RedisState::tryOut);
        return condition(trial.outcome());
    }

    private StateCondition condition(Optional<Trouble> disk) {
        Sharing sharing = redis.map(shared -> shared.isUsable() ? Sharing.ON : Sharing.LOST)
                .orElse(Sharing.OFF);
        return new StateCondition(store.journalEntries(), sharing, disk, redis.flatMap(RedisState::trouble));
    }

    /**
     * Opens the files and connects to Redis. If either fails, it is retried each second.
     *
     * @throws StateInUseException if another process uses the directory
     */
    @Override
    public void start() {
        store.start();
        redis.ifPresent(RedisState::start);
    }

    /** Flushes changes and closes files and connections. */
    @Override
    public void stop() {
        redis.ifPresent(RedisState::stop);
        store.stop();
    }
}
