package dev.resendmcp.state;

import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateCondition.Trouble;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that must survive a restart or be shared by replicas. What it gives is to be used between {@link #start} and
 * {@link #stop} only. Safe for use by many threads.
 */
public final class State implements Managed {
    private static final int PAGE = 200;

    private final Clock clock;
    private final EmbeddedStore store;
    private final StateTrial trial;
    private final Optional<RedisConnection> redis;
    private final Journal journal;
    private final UsedTokens usedTokens;
    private final Optional<SharedPermits> sharedPermits;

    /**
     * @param settings where it is kept; with Redis they name its address
     * @param namespace what sets this account apart from others in the same place; not a secret, of letters and digits
     * @param clock tells when something's time is over
     * @param threads watches the threads that keep the state
     */
    public State(StateSettings settings, String namespace, Clock clock, Supervisor threads) {
        this.clock = clock;
        store = new EmbeddedStore(settings.directory(), namespace, clock, threads);
        trial = new StateTrial(store, clock);
        redis = settings.type() == StateSettings.Type.REDIS
                ? Optional.of(new RedisConnection(
                        settings.redisUrl(), settings.redisTimeout().toJavaDuration(), namespace, clock, threads))
                : Optional.empty();
        journal = redis.<Journal>map(shared -> new SharedJournal(shared, store, clock))
                .orElseGet(() -> new LocalJournal(store, clock));
        usedTokens = redis.<UsedTokens>map(shared -> new SharedTokens(shared, store, clock))
                .orElseGet(() -> new LocalTokens(store, clock));
        sharedPermits = redis.map(shared -> new RedisPermits(shared, settings.replicas()));
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
        return sharedPermits;
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
        redis.ifPresent(RedisConnection::tryOut);
        return condition(trial.outcome());
    }

    private StateCondition condition(Optional<Trouble> disk) {
        Sharing sharing = redis.map(shared -> shared.isUsable() ? Sharing.ON : Sharing.LOST)
                .orElse(Sharing.OFF);
        return new StateCondition(store.journalEntries(), sharing, disk, redis.flatMap(RedisConnection::trouble));
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
        redis.ifPresent(shared -> shared.start(new Reunion()));
    }

    /** Makes all changes safe and closes files and connections. */
    @Override
    public void stop() {
        redis.ifPresent(RedisConnection::stop);
        store.stop();
    }

    /** Tells Redis what this replica knows. */
    private final class Reunion implements RedisConnection.Reunion {
        @Override
        public void beforeUse(RedisScripts scripts) {
            tell(scripts, Kind.TOKEN);
        }

        @Override
        public void afterwards(RedisScripts scripts) {
            tell(scripts, Kind.JOURNAL);
        }

        private void tell(RedisScripts scripts, Kind kind) {
            RedisEntries shared = new RedisEntries(scripts);
            List<Map.Entry<String, Stored>> page = page(kind, "");
            while (!page.isEmpty()) {
                long now = clock.millis();
                shared.putAll(
                        kind,
                        page.stream()
                                .filter(entry -> entry.getValue().isLive(now))
                                .toList(),
                        now);
                page = page(kind, page.get(page.size() - 1).getKey());
            }
        }

        private List<Map.Entry<String, Stored>> page(Kind kind, String after) {
            try {
                return store.page(kind, after, PAGE);
            } catch (StateUnavailableException e) {
                // The disk is in trouble, which the condition tells; that is no reason to do without Redis.
                return List.of();
            }
        }
    }
}
