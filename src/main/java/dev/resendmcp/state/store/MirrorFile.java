package dev.resendmcp.state.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * One file of the store: values by key, and an index of them by expiry. A change first goes to a log beside the file, because to
 * commit it to the file costs much more; a checkpoint commits all of the log. Confined to one thread, which nobody interrupts,
 * because an interrupt closes the file. Methods throw the exceptions of H2 if the file cannot be used.
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
    private final Optional<ChangeLog> log;
    private final Map<String, Value> recent = new HashMap<>();
    private boolean changed;

    private MirrorFile(MVStore store, Optional<ChangeLog> log) {
        this.store = store;
        // Numbered, so that a later format can coexist.
        this.values = store.openMap("values-1");
        this.expiries = store.openMap("expiries-1");
        this.facts = store.openMap("facts");
        this.log = log;
    }

    /** An entry and its text. */
    record Value(StoredEntry entry, String text) {
        static Value of(StoredEntry entry) {
            return new Value(entry, entry.text());
        }

        static Value of(String text) {
            return new Value(StoredEntry.of(text), text);
        }
    }

    static MirrorFile inMemory() {
        return new MirrorFile(new MVStore.Builder().open(), Optional.empty());
    }

    /**
     * Opens or creates a file, reads all of it and writes to it, so that damage shows now and not later.
     *
     * @param logged changes that the file may not have yet; they are in it at the next checkpoint
     */
    static MirrorFile open(Path path, Path log, Map<String, StoredEntry> logged, long now) {
        MVStore store = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .open();
        try {
            store.setRetentionTime(RETENTION_MILLIS);
            MirrorFile file = new MirrorFile(store, Optional.of(new ChangeLog(log)));
            file.readAll();
            file.facts.put("opened", Long.toString(now));
            logged.forEach(file::merge);
            file.commit();
            return file;
        } catch (RuntimeException | Error e) {
            store.closeImmediately();
            throw e;
        }
    }

    private void readAll() {
        for (Cursor<String, String> each = values.cursor(null); each.hasNext(); ) {
            each.next();
            StoredEntry.of(each.getValue());
        }
        expiries.keyIterator(null).forEachRemaining(key -> {});
    }

    Optional<Value> get(String key) {
        Value value = recent.get(key);
        return value == null ? Optional.ofNullable(values.get(key)).map(Value::of) : Optional.of(value);
    }

    /** Changes an entry. {@link #flush} makes the change safe. */
    void put(String key, Value value) {
        recent.put(key, value);
        log.ifPresent(changes -> changes.add(key, value.text()));
    }

    /** Keeps the better of two copies of an entry; returns whether that changed anything. {@link #checkpoint} makes it safe. */
    boolean merge(String key, StoredEntry other) {
        Optional<StoredEntry> own = get(key).map(Value::entry);
        StoredEntry best = own.map(known -> known.or(other)).orElse(other);
        boolean better = !best.equals(own.orElse(null));
        if (better) {
            store(key, Value.of(best));
        }
        return better;
    }

    private void store(String key, Value value) {
        changed = true;
        forgetExpiry(key, values.put(key, value.text()));
        expiries.put(expiry(value.entry().expires()) + key, "");
    }

    private Optional<String> unstore(String key) {
        Optional<String> old = Optional.ofNullable(values.remove(key));
        changed |= old.isPresent();
        old.ifPresent(text -> forgetExpiry(key, text));
        return old;
    }

    private void forgetExpiry(String key, String old) {
        if (old != null) {
            expiries.remove(expiry(StoredEntry.of(old).expires()) + key);
        }
    }

    private static String expiry(long time) {
        return EXPIRY.formatted(time);
    }

    /**
     * Removes expired entries.
     *
     * @param most of them in the file
     * @param removed gets the key and the text of each
     */
    void sweep(long now, int most, BiConsumer<String, String> removed) {
        for (Iterator<Map.Entry<String, Value>> each = recent.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Value> entry = each.next();
            if (!entry.getValue().entry().isLive(now)) {
                each.remove();
                var unused = unstore(entry.getKey());
                removed.accept(entry.getKey(), entry.getValue().text());
            }
        }
        for (String key : expired(now, most)) {
            // A recent entry with the same key goes on.
            unstore(key).filter(text -> !recent.containsKey(key)).ifPresent(text -> removed.accept(key, text));
        }
    }

    private List<String> expired(long now, int most) {
        List<String> keys = new ArrayList<>();
        String end = expiry(now + 1);
        for (Cursor<String, String> each = expiries.cursor(null); keys.size() < most && each.hasNext(); ) {
            String entry = each.next();
            if (entry.compareTo(end) >= 0) {
                break;
            }
            keys.add(entry.substring(end.length()));
        }
        return keys;
    }

    /** Some entries as of the last checkpoint, ordered by key, starting after a given text. */
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

    /** Size of the files; 0 in memory. */
    long fileBytes() {
        return log.map(changes -> store.getFileStore().size() + changes.fileBytes())
                .orElse(0L);
    }

    /** Bytes of the changes since the last checkpoint. */
    long logBytes() {
        return log.map(ChangeLog::length).orElse(0L);
    }

    /** Makes changes survive a crash of the machine. */
    void flush() {
        log.ifPresent(ChangeLog::flush);
    }

    /** Whether a checkpoint has something to do. */
    boolean isBehind() {
        return changed || !recent.isEmpty();
    }

    /** Commits all changes to the file. */
    void checkpoint() {
        recent.forEach(this::store);
        commit();
        recent.clear();
        log.ifPresent(ChangeLog::clear);
    }

    private void commit() {
        store.commit();
        store.sync();
        changed = false;
    }

    void compact() {
        if (!store.isClosed() && store.getFileStore() != null) {
            store.compact(FILL_RATE, COMPACTED_BYTES);
        }
    }

    /** Flushes and closes the file. Does not compact, which would move committed data only to save space. */
    void close() {
        checkpoint();
        log.ifPresent(ChangeLog::close);
        store.close(0);
    }

    void abandon() {
        log.ifPresent(ChangeLog::close);
        store.closeImmediately();
    }
}
