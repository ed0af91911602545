package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two files with the same content, written one after the other: if one is damaged, the other has every committed entry. Confined
 * to one thread, which nobody interrupts.
 */
final class Mirrors {
    private static final Logger log = LoggerFactory.getLogger(Mirrors.class);
    private static final List<String> NAMES = List.of("state-a.mv", "state-b.mv");
    private static final String DAMAGED = ".damaged-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_DAMAGED = 3;
    private static final int SWEEP_BATCH = 1000;
    private static final int PAGE = 1000;

    private final List<MirrorFile> files;
    private boolean changed;

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
                files.add(openOrReplace(directory.resolve(name), now));
            }
            Mirrors mirrors = new Mirrors(List.copyOf(files));
            mirrors.heal(now);
            mirrors.commit();
            return mirrors;
        } catch (IOException | RuntimeException | Error e) {
            files.forEach(MirrorFile::abandon);
            throw e;
        }
    }

    private static MirrorFile openOrReplace(Path path, long now) throws IOException {
        PrivateFiles.secureFile(path);
        try {
            return MirrorFile.open(path, now);
        } catch (OutOfMemoryError e) {
            // Not a fault of the file.
            throw e;
        } catch (RuntimeException | Error e) {
            // H2 reports damage in many ways, some of them errors; but a full disk, which is no damage, looks the same.
            requireWorkingDisk(path.resolveSibling("write-test"));
            Path aside = path.resolveSibling(path.getFileName() + DAMAGED + STAMP.format(Instant.ofEpochMilli(now)));
            Files.move(path, aside);
            log.warn("{} cannot be read; it was renamed to {} and is restored from the other file", path, aside);
            forgetOld(path);
            PrivateFiles.secureFile(path);
            return MirrorFile.open(path, now);
        }
    }

    private static void requireWorkingDisk(Path test) throws IOException {
        try (FileChannel file = FileChannel.open(
                test, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } finally {
            Files.deleteIfExists(test);
        }
    }

    private static void forgetOld(Path path) throws IOException {
        List<Path> damaged;
        try (Stream<Path> all = Files.list(path.toAbsolutePath().getParent())) {
            damaged = all.filter(file -> file.getFileName().toString().startsWith(path.getFileName() + DAMAGED))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .skip(MAX_DAMAGED)
                    .toList();
        }
        for (Path old : damaged) {
            Files.deleteIfExists(old);
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
                StoredEntry own = entry.getValue();
                Optional<StoredEntry> other = to.get(entry.getKey());
                StoredEntry best = other.map(own::or).orElse(own);
                if (own.isLive(now) && !best.equals(other.orElse(null))) {
                    to.put(entry.getKey(), best);
                    copied++;
                }
            }
            page = from.page(page.get(page.size() - 1).getKey(), PAGE);
        }
        return copied;
    }

    Optional<StoredEntry> get(String key, long now) {
        return files.get(0).get(key).filter(stored -> stored.isLive(now));
    }

    void put(String key, StoredEntry stored) {
        changed = true;
        files.forEach(file -> file.put(key, stored));
    }

    /** See {@link MirrorFile#page}; includes expired entries that are not swept yet. */
    List<Map.Entry<String, StoredEntry>> page(String after, int most) {
        return files.get(0).page(after, most);
    }

    /** Number and size of the entries with a prefix, and the size of the files. */
    EmbeddedStore.Size size(String prefix) {
        MirrorFile first = files.get(0);
        return new EmbeddedStore.Size(
                first.count(prefix),
                first.bytes(prefix),
                files.stream().mapToLong(MirrorFile::fileBytes).sum());
    }

    void absorb(Mirrors other, long now) {
        changed = true;
        files.forEach(file -> complete(other.files.get(0), file, now));
    }

    void sweep(long now) {
        for (String key : files.get(0).expired(now, SWEEP_BATCH)) {
            changed = true;
            files.forEach(file -> file.remove(key));
        }
    }

    /** Flushes changes, and returns how long that took; empty if there are none. */
    Optional<Duration> commit() {
        if (!changed) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        files.forEach(MirrorFile::commit);
        changed = false;
        return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
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
            Files.deleteIfExists(directory.resolve(name));
        }
    }
}
