package dev.resendmcp.audit;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the files of one chain. */
record AuditFiles(Path directory) {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{6,})\\.jsonl");

    /** A file of the chain; the first has the number one. */
    record Numbered(int number, Path path) implements Comparable<Numbered> {
        @Override
        public int compareTo(Numbered other) {
            return Integer.compare(number, other.number);
        }
    }

    Numbered file(int number) {
        return new Numbered(number, directory.resolve(String.format(Locale.ROOT, "audit-%06d.jsonl", number)));
    }

    Path head() {
        return directory.resolve("audit.head");
    }

    Path key() {
        return directory.resolve("audit.key");
    }

    /** Locks the chain until the channel is closed or the process ends; empty if it is locked already. */
    Optional<FileChannel> tryLock() throws IOException {
        Path file = directory.resolve("audit.lock");
        PrivateFiles.secureFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another log of this process has it.
        }
        channel.close();
        return Optional.empty();
    }

    /** All files, in the order of their numbers. */
    List<Numbered> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.flatMap(path -> numbered(path).stream()).sorted().toList();
        }
    }

    private static Optional<Numbered> numbered(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() && name.group(1).length() <= 9
                ? Optional.of(new Numbered(Integer.parseInt(name.group(1)), path))
                : Optional.empty();
    }

    /** Waits until the names of new files are on the disk. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Whether there is a chain in the directory, or a part of one. */
    boolean exist() throws IOException {
        return Files.exists(head()) || !list().isEmpty();
    }
}
