package dev.resendmcp.state.store;

import com.google.common.base.Utf8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * One file of the store: values by key, and an index of them by expiry. Confined to one thread, which nobody interrupts, because an
 * interrupt closes the file. Methods throw the exceptions of H2 if the file cannot be used.
 */
final class MirrorFile {
    private static final int CACHE_MEGABYTES = 2;
    /** How long replaced data is kept in the file; H2 relies on this where writes are not synced. */
    private static final int RETENTION_MILLIS = 5000;

    /** Chunks with less live data than this percentage are rewritten to reclaim their space. */
    private static final int FILL_RATE = 60;

    private static final int COMPACTED_BYTES = 4 * 1024 * 1024;
    /** As wide as the largest time in hexadecimal. */
    private static final String EXPIRY = "%016x ";

    private final MVStore store;
    private final MVMap<String, String> values;
    private final MVMap<String, String> expiries;
    private final MVMap<String, String> facts;
    private final Map<String, Long> sizes = new HashMap<>();

    private MirrorFile(MVStore store) {
        this.store = store;
        // Numbered, so that a later format can coexist.
        this.values = store.openMap("values-1");
        this.expiries = store.openMap("expiries-1");
        this.facts = store.openMap("facts");
    }

    static MirrorFile inMemory() {
        return new MirrorFile(new MVStore.Builder().open());
    }

    /** Opens or creates a file, reads all of it and writes to it, so that damage shows now and not later. */
    static MirrorFile open(Path path, long now) {
        MVStore store = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .open();
        try {
            store.setRetentionTime(RETENTION_MILLIS);
            MirrorFile file = new MirrorFile(store);
            file.readAll();
            file.facts.put("opened", Long.toString(now));
            file.commit();
            return file;
        } catch (RuntimeException | Error e) {
            store.closeImmediately();
            throw e;
        }
    }

    private void readAll() {
        for (Cursor<String, String> each = values.cursor(null); each.hasNext(); ) {
            String key = each.next();
            StoredEntry.of(each.getValue());
            resize(key, size(key, each.getValue()));
        }
        expiries.keyIterator(null).forEachRemaining(key -> {});
    }

    Optional<StoredEntry> get(String key) {
        return Optional.ofNullable(values.get(key)).map(StoredEntry::of);
    }

    void put(String key, StoredEntry stored) {
        remove(key);
        values.put(key, stored.text());
        resize(key, size(key, stored.text()));
        expiries.put(EXPIRY.formatted(stored.expires()) + key, "");
    }

    void remove(String key) {
        String old = values.remove(key);
        if (old != null) {
            resize(key, -size(key, old));
            expiries.remove(EXPIRY.formatted(StoredEntry.of(old).expires()) + key);
        }
    }

    List<String> expired(long now, int most) {
        List<String> keys = new ArrayList<>();
        String end = EXPIRY.formatted(now + 1);
        for (Cursor<String, String> each = expiries.cursor(null); keys.size() < most && each.hasNext(); ) {
            String entry = each.next();
            if (entry.compareTo(end) >= 0) {
                break;
            }
            keys.add(entry.substring(end.length()));
        }
        return keys;
    }

    /** Some entries, ordered by key, starting after a given text. */
    List<Map.Entry<String, StoredEntry>> page(String after, int most) {
        List<Map.Entry<String, StoredEntry>> page = new ArrayList<>();
        for (Cursor<String, String> each = values.cursor(after); page.size() < most && each.hasNext(); ) {
            String key = each.next();
            if (!key.equals(after)) {
                page.add(Map.entry(key, StoredEntry.of(each.getValue())));
            }
        }
        return page;
    }

    /** Number of keys with a prefix. */
    long count(String prefix) {
        return rank(prefix + Character.MAX_VALUE) - rank(prefix);
    }

    /** Size of keys and values with a prefix that ends after the second slash of a key, as text in UTF-8. */
    long bytes(String prefix) {
        return sizes.getOrDefault(prefix, 0L);
    }

    private void resize(String key, long by) {
        int end = key.indexOf('/', key.indexOf('/') + 1) + 1;
        sizes.merge(key.substring(0, end), by, Long::sum);
    }

    private static long size(String key, String value) {
        return (long) Utf8.encodedLength(key) + Utf8.encodedLength(value);
    }

    /** Size of the file; 0 in memory. */
    long fileBytes() {
        return store.getFileStore() == null ? 0 : store.getFileStore().size();
    }

    private long rank(String key) {
        long index = values.getKeyIndex(key);
        return index < 0 ? -index - 1 : index;
    }

    /** Flushes changes, so that they survive a crash of the machine. */
    void commit() {
        store.commit();
        store.sync();
    }

    void compact() {
        if (!store.isClosed() && store.getFileStore() != null) {
            store.compact(FILL_RATE, COMPACTED_BYTES);
        }
    }

    /** Flushes and closes the file. Does not compact, which would move committed data only to save space. */
    void close() {
        store.close(0);
    }

    void abandon() {
        store.closeImmediately();
    }
}
