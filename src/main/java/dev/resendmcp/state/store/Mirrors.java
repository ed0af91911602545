package dev.resendmcp.state.store;

import dev.resendmcp.state.store.MirrorFile.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two files with the same content, each with a log of its latest changes: if one is damaged, the other has every entry that was
 * flushed. Checkpoints take turns, so that a copy of the files that is made meanwhile has one whole pair. Confined to one thread,
 * which nobody interrupts.
 */
final class Mirrors {
    private static final Logger log = LoggerFactory.getLogger(Mirrors.class);
    private static final List<String> NAMES = List.of("state-a", "state-b");
    private static final String FILE = ".mv";
    private static final String LOG = ".log";
    private static final int SWEEP_BATCH = 1000;
    private static final int PAGE = 1000;
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(100);
    private static final int MOST_CHANGES = 4096;
    private static final long MOST_LOG_BYTES = 4L * 1024 * 1024;
    private static final Duration LONGEST_LOG = Duration.ofSeconds(30);

    private final List<MirrorFile> files;
    private final StoredSizes sizes = new StoredSizes();
    private boolean unflushed;
    private int changes;
    private int nextCheckpoint;
    private long lastCheckpoint = System.nanoTime();
    private long lastSweep = System.nanoTime();

    private Mirrors(List<MirrorFile> files) {
        this.files = files;
    }

    static Mirrors inMemory() {
        return new Mirrors(List.of(MirrorFile.inMemory()));
    }

    /**
     * Opens the files of a directory, creates missing ones, replaces damaged ones, and synchronizes them.
     *
     * @throws IOException if the directory cannot be written
     */
    static Mirrors open(Path directory, long now) throws IOException {
        List<MirrorFile> files = new ArrayList<>();
        try {
            for (String name : NAMES) {
                files.add(MirrorOpening.open(directory.resolve(name + FILE), directory.resolve(name + LOG), now));
            }
            Mirrors mirrors = new Mirrors(List.copyOf(files));
            mirrors.heal(now);
            mirrors.checkpoint();
            mirrors.count();
            return mirrors;
        } catch (IOException | RuntimeException | Error e) {
            files.forEach(MirrorFile::abandon);
            throw e;
        }
    }

    private void heal(long now) {
        long copied = 0;
        for (MirrorFile from : files) {
            for (MirrorFile to : files) {
                copied += from == to ? 0 : complete(from, to, now);
            }
        }
        if (copied > 0) {
            log.info("{} entries were in only one of the two state files and were copied to the other", copied);
        }
    }

    private static long complete(MirrorFile from, MirrorFile to, long now) {
        long copied = 0;
        List<Map.Entry<String, StoredEntry>> page = from.page("", PAGE);
        while (!page.isEmpty()) {
            for (Map.Entry<String, StoredEntry> entry : page) {
                copied += entry.getValue().isLive(now) && to.merge(entry.getKey(), entry.getValue()) ? 1 : 0;
            }
            page = from.page(page.get(page.size() - 1).getKey(), PAGE);
        }
        return copied;
    }

    private void count() {
        sizes.clear();
        List<Map.Entry<String, StoredEntry>> page = page("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> sizes.add(entry.getKey(), entry.getValue().text()));
            page = page(page.get(page.size() - 1).getKey(), PAGE);
        }
    }

    Optional<StoredEntry> get(String key, long now) {
        return files.get(0).get(key).map(Value::entry).filter(stored -> stored.isLive(now));
    }

    /** Changes an entry; {@link #flush} makes the change safe. */
    StoredEntry change(String key, long now, Function<Optional<StoredEntry>, StoredEntry> change) {
        Optional<Value> old = files.get(0).get(key);
        Optional<StoredEntry> live = old.map(Value::entry).filter(stored -> stored.isLive(now));
        StoredEntry next = change.apply(live);
        if (!Optional.of(next).equals(live)) {
            Value value = Value.of(next);
            old.ifPresent(known -> sizes.remove(key, known.text()));
            sizes.add(key, value.text());
            files.forEach(file -> file.put(key, value));
            changes++;
            unflushed = true;
        }
        return next;
    }

    /** See {@link MirrorFile#page}; includes expired entries that are not swept yet. */
    List<Map.Entry<String, StoredEntry>> page(String after, int most) {
        MirrorFile first = files.get(0);
        if (first.isBehind()) {
            first.checkpoint();
        }
        return first.page(after, most);
    }

    /** Number and size of the entries with a prefix, and the size of the files. */
    EmbeddedStore.Size size(String prefix) {
        return new EmbeddedStore.Size(
                sizes.entries(prefix),
                sizes.bytes(prefix),
                files.stream().mapToLong(MirrorFile::fileBytes).sum());
    }

    /** Adds what another store has, and commits it. */
    void absorb(Mirrors other, long now) {
        files.forEach(file -> complete(other.files.get(0), file, now));
        checkpoint();
        count();
    }

    /** Removes expired entries, now and then. */
    void sweep(long now) {
        if (isOver(BETWEEN_SWEEPS, lastSweep)) {
            files.get(0).sweep(now, SWEEP_BATCH, sizes::remove);
            files.stream().skip(1).forEach(file -> file.sweep(now, SWEEP_BATCH, (key, text) -> {}));
            lastSweep = System.nanoTime();
        }
    }

    /** Flushes changes, and returns how long that took; empty if there are none. */
    Optional<Duration> flush() {
        if (!unflushed) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        files.forEach(MirrorFile::flush);
        unflushed = false;
        return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Commits the changes to one of the files if there are many or the last time was long ago. */
    void checkpointIfDue() {
        MirrorFile next = files.get(nextCheckpoint);
        boolean due =
                changes >= MOST_CHANGES || next.logBytes() > MOST_LOG_BYTES || isOver(LONGEST_LOG, lastCheckpoint);
        if (!due) {
            return;
        }
        if (next.isBehind()) {
            next.checkpoint();
        }
        nextCheckpoint = (nextCheckpoint + 1) % files.size();
        changes = 0;
        lastCheckpoint = System.nanoTime();
    }

    private static boolean isOver(Duration time, long since) {
        return System.nanoTime() - since > time.toNanos();
    }

    private void checkpoint() {
        files.forEach(MirrorFile::checkpoint);
    }

    void compact() {
        files.forEach(MirrorFile::compact);
    }

    void close() {
        files.forEach(MirrorFile::close);
    }

    void abandon() {
        files.forEach(MirrorFile::abandon);
    }

    /** Deletes the files of a closed store. */
    static void delete(Path directory) throws IOException {
        for (String name : NAMES) {
            Files.deleteIfExists(directory.resolve(name + FILE));
            Files.deleteIfExists(directory.resolve(name + LOG));
        }
    }
}
