package dev.resendmcp.simulator.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files behind download links: the newest 1,000, of together 128 MB. Thread-safe. */
final class Files {
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private long bytes;

    synchronized void put(String id, StoredFile file) {
        StoredFile old = files.put(id, file);
        bytes += file.content().length - (old == null ? 0 : old.content().length);
        Iterator<StoredFile> oldest = files.values().iterator();
        while (files.size() > MOST_FILES || (bytes > MOST_BYTES && files.size() > 1)) {
            bytes -= oldest.next().content().length;
            oldest.remove();
        }
    }

    synchronized Optional<StoredFile> get(String id) {
        return Optional.ofNullable(files.get(id));
    }

    synchronized void clear() {
        files.clear();
        bytes = 0;
    }
}
