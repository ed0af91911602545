package dev.resendmcp.state.redis;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.redis.RedisScripts.Script;
import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.JournalRecords;
import dev.resendmcp.state.store.LocalState;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import dev.resendmcp.state.store.UsedTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The journal and used tokens of all replicas: in Redis, where changes are atomic, with a copy on the disk of the replica that made
 * them, so that nothing is lost if Redis loses its data. Redis is written first: an entry that lost a race there must not be on
 * disk either. Safe for use by many threads.
 *
 * <p>Without Redis, the journal is on the disk only, and every token is rejected, because another replica may have used it.
 */
public final class RedisState implements Journal, UsedTokens {
    private static final int LOCKS = 256;
    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(1);
    private static final int PAGE = 200;
    private static final int DATA_LOST = -1;
    private static final int FIRST = 1;

    private final RedisConnection redis;
    private final EmbeddedStore store;
    private final Clock clock;
    private final LocalState local;
    // Callers of this replica with the same id queue here instead of racing in Redis.
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    /** @param store local store, opened before {@link #start} */
    public RedisState(RedisConnection redis, EmbeddedStore store, Clock clock) {
        this.redis = redis;
        this.store = store;
        this.clock = clock;
        this.local = new LocalState(store, clock);
    }

    /** Connects; keeps trying in the background when that does not succeed at once. */
    public void start() {
        redis.start(
                scripts -> {
                    upload(scripts, StoredEntry.Type.TOKEN, "");
                    upload(scripts, StoredEntry.Type.JOURNAL, JournalRecords.PREFIX);
                },
                scripts -> upload(scripts, StoredEntry.Type.JOURNAL, ""));
    }

    /** Copies what this replica has on disk to Redis: the entries of a type whose ids begin with a prefix. */
    private void upload(RedisScripts scripts, StoredEntry.Type type, String prefix) {
        List<Map.Entry<String, StoredEntry>> page = page(type, prefix);
        while (!page.isEmpty() && page.get(0).getKey().startsWith(prefix)) {
            long now = clock.millis();
            putAll(
                    scripts,
                    type,
                    page.stream()
                            .filter(entry -> entry.getValue().isLive(now)
                                    && entry.getKey().startsWith(prefix))
                            .toList(),
                    now);
            page = page(type, page.get(page.size() - 1).getKey());
        }
    }

    private List<Map.Entry<String, StoredEntry>> page(StoredEntry.Type type, String after) {
        try {
            return store.page(type, after, PAGE);
        } catch (StateUnavailableException e) {
            // StateCondition reports the disk; that is no reason to do without Redis.
            return List.of();
        }
    }

    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        Lock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        boolean locked = Uninterruptibles.tryLockUninterruptibly(lock, MAX_LOCK_WAIT);
        try {
            return redis.isUsable() ? updateShared(id, change, keep) : local.update(id, change, keep);
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private Entry updateShared(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
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

    @Override
    public Optional<Entry> find(String id) {
        Optional<StoredEntry> own = copyOf(id);
        Optional<StoredEntry> shared = Optional.empty();
        if (redis.isUsable()) {
            try {
                String text = redis.scripts().text(Script.READ_ENTRY, List.of(key(StoredEntry.Type.JOURNAL, id)));
                shared = parsed(text).filter(stored -> stored.isLive(clock.millis()));
            } catch (StateUnavailableException e) {
                // The copy of this replica is the best there is.
            }
        }
        Optional<StoredEntry> other = shared;
        return own.map(mine -> other.map(mine::or).orElse(mine)).or(() -> other).flatMap(StoredEntry::entry);
    }

    private StoredEntry updateInRedis(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        Optional<StoredEntry> own = copyOf(id);
        return update(redis.scripts(), StoredEntry.Type.JOURNAL, id, clock.millis(), shared -> {
            Optional<StoredEntry> best =
                    own.map(mine -> shared.map(mine::or).orElse(mine)).or(() -> shared);
            return LocalState.next(best, change, clock.millis(), keep);
        });
    }

    private Optional<StoredEntry> copyOf(String id) {
        try {
            return store.get(StoredEntry.Type.JOURNAL, id);
        } catch (StateUnavailableException e) {
            // StateCondition reports the disk; Redis has the entry.
            return Optional.empty();
        }
    }

    private void keepCopy(String id, StoredEntry kept) {
        try {
            store.merge(StoredEntry.Type.JOURNAL, id, kept);
        } catch (StateUnavailableException e) {
            // Likewise.
        }
    }

    @Override
    public boolean use(String token, Duration keep) {
        long now = clock.millis();
        StoredEntry use = StoredEntry.after(Optional.empty(), Optional.empty(), now, keep);
        List<String> keys = List.of(key(StoredEntry.Type.TOKEN, token), redis.marker);
        long answer = redis.scripts().number(Script.USE_TOKEN, keys, use.text(), timeToLive(use, now));
        if (answer == DATA_LOST) {
            redis.lostData();
            throw new StateUnavailableException(new IllegalStateException("Redis lost its data"));
        }
        return answer == FIRST && local.use(token, keep);
    }

    @Override
    public long size() {
        return store.size().journalEntries();
    }

    /** Changes an entry atomically; the change runs again if another replica changed the entry meanwhile. */
    private static StoredEntry update(
            RedisScripts scripts,
            StoredEntry.Type type,
            String id,
            long now,
            Function<Optional<StoredEntry>, StoredEntry> change) {
        List<String> key = List.of(key(type, id));
        String seen = scripts.text(Script.READ_ENTRY, key);
        while (true) {
            StoredEntry next = change.apply(parsed(seen).filter(stored -> stored.isLive(now)));
            String old = scripts.text(Script.REPLACE_ENTRY, key, orEmpty(seen), next.text(), timeToLive(next, now));
            if (orEmpty(old).equals(orEmpty(seen))) {
                return next;
            }
            seen = old;
        }
    }

    /** Adds missing entries; of two different copies the better one stays. */
    private static void putAll(
            RedisScripts scripts, StoredEntry.Type type, List<Map.Entry<String, StoredEntry>> entries, long now) {
        List<Future<String>> answers = new ArrayList<>();
        for (Map.Entry<String, StoredEntry> entry : entries) {
            StoredEntry own = entry.getValue();
            answers.add(scripts.textLater(
                    Script.REPLACE_ENTRY, List.of(key(type, entry.getKey())), "", own.text(), timeToLive(own, now)));
        }
        for (int i = 0; i < answers.size(); i++) {
            StoredEntry own = entries.get(i).getValue();
            Optional<StoredEntry> old = parsed(scripts.await(answers.get(i)));
            if (old.isPresent() && !old.get().or(own).equals(old.get())) {
                update(
                        scripts,
                        type,
                        entries.get(i).getKey(),
                        now,
                        found -> found.map(other -> other.or(own)).orElse(own));
            }
        }
    }

    private static String key(StoredEntry.Type type, String id) {
        return type.prefix() + id;
    }

    /** At least a millisecond, the minimum of Redis. */
    private static long timeToLive(StoredEntry stored, long now) {
        return Math.max(1, stored.expires() - now);
    }

    private static Optional<StoredEntry> parsed(String text) {
        try {
            return Optional.ofNullable(text).map(StoredEntry::of);
        } catch (IllegalArgumentException e) {
            // Not ours, or from a later version: replaced.
            return Optional.empty();
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
