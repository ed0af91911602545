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
 * All that must survive a restart or be shared by replicas. What it gives is to be used between {@link #start} and
 * {@link #stop} only. Safe for use by many threads.
 */
public final class StateService implements Managed {
    private final EmbeddedStore store;
    private final StateTrial trial;
    private final Optional<RedisState> redis;
    private final Journal journal;
    private final UsedTokens usedTokens;

    /**
     * @param settings where it is kept; with Redis they name its address
     * @param namespace what sets this account apart from others in the same place; not a secret, of letters and digits
     * @param clock tells when something's time is over
     * @param threads watches the threads that keep the state
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

    /** Tokens that are good once. */
    public UsedTokens usedTokens() {
        return usedTokens;
    }

    /** The pool of permits of all replicas; empty when nothing is shared. */
    public Optional<SharedPermits> sharedPermits() {
        return redis.map(RedisState::permits);
    }

    /** How the state is kept, as far as its use has shown; asks no one, so it may be called often. */
    public StateCondition condition() {
        return condition(store.trouble());
    }

    /**
     * How the state is kept, after a value was written and read back and Redis has answered a command, both at most five seconds
     * ago. Takes five seconds at most, when the disk hangs.
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
     * Opens the files and connects to Redis. Neither a disk that cannot be written nor a Redis that does not answer is a
     * failure: both are tried again each second.
     *
     * @throws StateInUseException when another process has the directory
     */
    @Override
    public void start() {
        store.start();
        redis.ifPresent(RedisState::start);
    }

    /** Makes all changes safe and closes files and connections. */
    @Override
    public void stop() {
        redis.ifPresent(RedisState::stop);
        store.stop();
    }
}
