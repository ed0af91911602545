package dev.resendmcp.state.redis;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.EntryType;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.LocalJournal;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The journal of all replicas: in Redis, where changes are atomic, with a copy on the disk of the replica that made them, so that
 * nothing is lost if Redis loses its data. Without Redis, only the disk is used. Redis is written first: an entry that lost a race
 * there must not be on disk either.
 */
final class SharedJournal implements Journal {
    private static final int LOCKS = 256;
    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(1);

    private final RedisConnection redis;
    private final EmbeddedStore store;
    private final Clock clock;
    private final LocalJournal local;
    // Callers of this replica with the same id queue here instead of racing in Redis.
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    SharedJournal(RedisConnection redis, EmbeddedStore store, Clock clock) {
        this.redis = redis;
        this.store = store;
        this.clock = clock;
        this.local = new LocalJournal(store, clock);
    }

    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        if (!redis.isUsable()) {
            return local.update(id, change, keep);
        }
        StoredEntry kept;
        try {
            kept = updateInRedis(id, change, keep);
        } catch (StateUnavailableException e) {
            // Whether Redis has the change or not: our entry is uploaded when it is back.
            return local.update(id, change, keep);
        }
        keepCopy(id, kept);
        return kept.entry().orElseThrow();
    }

    private StoredEntry updateInRedis(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        Optional<StoredEntry> own = copyOf(id);
        Lock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        boolean locked = Uninterruptibles.tryLockUninterruptibly(lock, MAX_LOCK_WAIT);
        try {
            return new RedisEntries(redis.scripts()).update(EntryType.JOURNAL, id, clock.millis(), shared -> {
                Optional<StoredEntry> best =
                        own.map(mine -> shared.map(mine::or).orElse(mine)).or(() -> shared);
                return LocalJournal.next(best, change, clock.millis(), keep);
            });
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private Optional<StoredEntry> copyOf(String id) {
        try {
            return store.get(EntryType.JOURNAL, id);
        } catch (StateUnavailableException e) {
            // StateCondition reports the disk; Redis has the entry.
            return Optional.empty();
        }
    }

    private void keepCopy(String id, StoredEntry kept) {
        try {
            store.merge(EntryType.JOURNAL, id, kept);
        } catch (StateUnavailableException e) {
            // Likewise.
        }
    }

    @Override
    public long size() {
        return store.journalEntries();
    }
}
