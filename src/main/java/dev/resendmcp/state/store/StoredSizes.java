package dev.resendmcp.state.store;

import com.google.common.base.Utf8;
import java.util.HashMap;
import java.util.Map;

/** Number and size of entries by the prefix of their keys, which ends after the second slash. Confined to one thread. */
final class StoredSizes {
    private record Sum(long entries, long bytes) {
        Sum plus(Sum other) {
            return new Sum(entries + other.entries, bytes + other.bytes);
        }
    }

    private static final Sum NONE = new Sum(0, 0);

    private final Map<String, Sum> sums = new HashMap<>();

    void add(String key, String text) {
        sums.merge(prefix(key), new Sum(1, size(key, text)), Sum::plus);
    }

    void remove(String key, String text) {
        sums.merge(prefix(key), new Sum(-1, -size(key, text)), Sum::plus);
    }

    void clear() {
        sums.clear();
    }

    long entries(String prefix) {
        return sums.getOrDefault(prefix, NONE).entries;
    }

    /** Size of keys and values, as text in UTF-8. */
    long bytes(String prefix) {
        return sums.getOrDefault(prefix, NONE).bytes;
    }

    private static String prefix(String key) {
        return key.substring(0, key.indexOf('/', key.indexOf('/') + 1) + 1);
    }

    private static long size(String key, String text) {
        return (long) Utf8.encodedLength(key) + Utf8.encodedLength(text);
    }
}
