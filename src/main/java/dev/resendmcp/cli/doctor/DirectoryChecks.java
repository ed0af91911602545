package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Directories that the service writes to. Tries each with a small file that is deleted at once. */
final class DirectoryChecks {
    private static final int TRIAL_BYTES = 4096;
    private static final int FAILURE_SHARE = 10;

    private final long freeBytes;

    /** @param freeBytes free space below which a warning is given; below a tenth of it the check fails */
    DirectoryChecks(long freeBytes) {
        this.freeBytes = freeBytes;
    }

    /**
     * Checks a directory, which may be missing if it can be created.
     *
     * @param setting that names it
     */
    Finding of(String check, String setting, Path directory) {
        Path nearest = Stream.iterate(directory.toAbsolutePath().normalize(), Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(directory);
        boolean missing = Files.notExists(directory);
        Optional<String> failure = trial(nearest, missing);
        if (failure.isPresent()) {
            return Finding.failed(
                    check,
                    setting + " (" + directory + ") cannot be written by user " + System.getProperty("user.name") + " ("
                            + failure.get() + "): give the directory to this user, or name another one.");
        }
        return space(check, setting, directory, nearest)
                .or(() -> modes(check, setting, directory))
                .orElseGet(() -> Finding.ok(
                        check,
                        setting + " (" + directory + ") "
                                + (missing ? "does not exist yet and can be created" : "can be written")
                                + ", " + megabytes(free(nearest)) + " free."));
    }

    /** Why a file cannot be written; empty when it can. In a missing directory's parent, only asks for permission. */
    private static Optional<String> trial(Path directory, boolean permissionOnly) {
        if (!Files.isDirectory(directory)) {
            return Optional.of("not a directory");
        }
        if (permissionOnly) {
            return Files.isWritable(directory) ? Optional.empty() : Optional.of("no permission in " + directory);
        }
        Path file = directory.resolve(".doctor-" + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            channel.write(ByteBuffer.allocate(TRIAL_BYTES));
            channel.force(true);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }

    private Optional<Finding> space(String check, String setting, Path directory, Path nearest) {
        long free = free(nearest);
        if (free >= freeBytes) {
            return Optional.empty();
        }
        String message =
                setting + " (" + directory + ") has only " + megabytes(free) + " free: make room, or enlarge the disk.";
        return Optional.of(
                free < freeBytes / FAILURE_SHARE ? Finding.failed(check, message) : Finding.warning(check, message));
    }

    private static long free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Optional<Finding> modes(String check, String setting, Path directory) {
        return PrivateFiles.sharedMode(directory)
                .map(mode -> Finding.warning(
                        check,
                        setting + " (" + directory + ") is open to other users (" + mode + "): chmod 700 "
                                + directory));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
