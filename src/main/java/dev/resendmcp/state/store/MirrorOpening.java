package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a file of the store, and puts a damaged one aside. */
final class MirrorOpening {
    private static final Logger log = LoggerFactory.getLogger(MirrorOpening.class);
    private static final String DAMAGED = ".damaged-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_DAMAGED = 3;

    private MirrorOpening() {}

    /**
     * Opens or creates a file with its log.
     *
     * @throws IOException if the directory cannot be written
     */
    static MirrorFile open(Path path, Path changes, long now) throws IOException {
        Map<String, StoredEntry> logged = ChangeLog.read(changes);
        PrivateFiles.secureFile(path);
        try {
            return MirrorFile.open(path, changes, logged, now);
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
            return MirrorFile.open(path, changes, logged, now);
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
}
