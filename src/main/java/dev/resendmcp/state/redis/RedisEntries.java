package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.EntryType;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * What is kept in Redis under its keys, each with a time to live. Methods throw {@link StateUnavailableException} when Redis
 * does not answer in time; what was to be written may stand there nevertheless.
 */
record RedisEntries(RedisScripts scripts) {
    private static final String GET = "return redis.call('get', KEYS[1])";
    /** Gives what stood there before. */
    private static final String REPLACE = "local old = redis.call('get', KEYS[1])"
            + " if (old or '') == ARGV[1] then redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3]) end return old";

    /**
     * Changes what is kept in one step.
     *
     * @param change gets what is kept, and gives what to keep; runs again when another replica came between
     */
    StoredEntry update(EntryType kind, String id, long now, Function<Optional<StoredEntry>, StoredEntry> change) {
        List<String> key = List.of(key(kind, id));
        String seen = scripts.text(GET, key);
        while (true) {
            StoredEntry next = change.apply(parsed(seen).filter(stored -> stored.isLive(now)));
            String old = scripts.text(REPLACE, key, orEmpty(seen), next.text(), timeToLive(next, now));
            if (orEmpty(old).equals(orEmpty(seen))) {
                return next;
            }
            seen = old;
        }
    }

    /** Puts what Redis lacks; where it has something else, the better one stays. */
    void putAll(EntryType kind, List<Map.Entry<String, StoredEntry>> entries, long now) {
        List<Future<String>> answers = new ArrayList<>();
        for (Map.Entry<String, StoredEntry> entry : entries) {
            StoredEntry own = entry.getValue();
            answers.add(scripts.textLater(
                    REPLACE, List.of(key(kind, entry.getKey())), "", own.text(), timeToLive(own, now)));
        }
        for (int i = 0; i < answers.size(); i++) {
            StoredEntry own = entries.get(i).getValue();
            Optional<StoredEntry> old = parsed(scripts.await(answers.get(i)));
            if (old.isPresent() && !old.get().or(own).equals(old.get())) {
                update(
                        kind,
                        entries.get(i).getKey(),
                        now,
                        found -> found.map(other -> other.or(own)).orElse(own));
            }
        }
    }

    static String key(EntryType kind, String id) {
        return kind.prefix() + id;
    }

    /** At least a millisecond, which is the least that Redis takes. */
    static long timeToLive(StoredEntry stored, long now) {
        return Math.max(1, stored.expires() - now);
    }

    private static Optional<StoredEntry> parsed(String text) {
        try {
            return Optional.ofNullable(text).map(StoredEntry::of);
        } catch (IllegalArgumentException e) {
            // Not ours, or of a later version: to be replaced.
            return Optional.empty();
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
