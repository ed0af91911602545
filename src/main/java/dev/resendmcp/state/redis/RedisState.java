package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.state.store.UsedTokens;
import dev.resendmcp.threads.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** State that replicas share through Redis, with a copy in the local store of each. Safe for use by many threads. */
public final class RedisState {
    private final RedisConnection connection;
    private final ReconnectHandler upload;
    private final Journal journal;
    private final UsedTokens usedTokens;
    private final SharedPermits permits;

    /**
     * @param url address of Redis
     * @param timeout longest wait for one answer
     * @param replicas number of replicas that share the account
     * @param namespace separates the keys of accounts that share a Redis
     * @param store local store, opened before {@link #start}
     * @param clock decides when entries expire
     * @param threads supervises the thread that probes Redis
     */
    public RedisState(
            RedisUrl url,
            Duration timeout,
            int replicas,
            String namespace,
            EmbeddedStore store,
            Clock clock,
            Supervisor threads) {
        connection = new RedisConnection(url, timeout, namespace, clock, threads);
        upload = new ReplicaUpload(store, clock);
        journal = new SharedJournal(connection, store, clock);
        usedTokens = new SharedTokens(connection, store, clock);
        permits = new RedisPermits(connection, replicas);
    }

    /** The journal of all replicas. */
    public Journal journal() {
        return journal;
    }

    /** Tokens that any replica has used. */
    public UsedTokens usedTokens() {
        return usedTokens;
    }

    /** The pool of permits of all replicas. */
    public SharedPermits permits() {
        return permits;
    }

    /** Connects; keeps trying in the background when that does not succeed at once. */
    public void start() {
        connection.start(upload);
    }

    /** Disconnects. */
    public void stop() {
        connection.stop();
    }

    /** Whether replicas share their state now. */
    public boolean isUsable() {
        return connection.isUsable();
    }

    /** Why Redis is not used; empty while it is. */
    public Optional<Trouble> trouble() {
        return connection.trouble();
    }

    /** Sends a command while Redis counts as usable; {@link #trouble} then has the outcome. */
    public void tryOut() {
        connection.tryOut();
    }
}
