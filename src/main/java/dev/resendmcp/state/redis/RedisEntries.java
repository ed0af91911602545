package dev.resendmcp.state.redis;

import dev.resendmcp.state.redis.RedisScripts.Script;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import dev.resendmcp.state.store.StoredEntry.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Entries in Redis, each with a time to live. Methods throw {@link StateUnavailableException} if Redis does not reply in time; the
 * change may have been made anyway.
 */
record RedisEntries(RedisScripts scripts) {

    /** Changes an entry atomically; the change runs again if another replica changed the entry meanwhile. */
    StoredEntry update(Type type, String id, long now, Function<Optional<StoredEntry>, StoredEntry> change) {
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
    void putAll(Type type, List<Map.Entry<String, StoredEntry>> entries, long now) {
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
                        type,
                        entries.get(i).getKey(),
                        now,
                        found -> found.map(other -> other.or(own)).orElse(own));
            }
        }
    }

    static String key(Type type, String id) {
        return type.prefix() + id;
    }

    /** At least a millisecond, the minimum of Redis. */
    static long timeToLive(StoredEntry stored, long now) {
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
