package dev.resendmcp.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that only their owner may read, whatever the umask. Where a file system has no such modes, it decides itself. */
final class PrivateFiles {
    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes a directory with mode 0700 if it is missing, and takes from an existing one what others may do. */
    static void directory(Path path) throws IOException {
        boolean there = Files.isDirectory(path);
        Files.createDirectories(path, attributes(path, DIRECTORY));
        if (there) {
            tighten(path, DIRECTORY);
        }
    }

    /** Makes an empty file with mode 0600 if it is missing, and takes from an existing one what others may do. */
    static void file(Path path) throws IOException {
        try {
            Files.createFile(path, attributes(path, FILE));
        } catch (FileAlreadyExistsException e) {
            tighten(path, FILE);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void tighten(Path path, Set<PosixFilePermission> mode) {
        if (!isPosix(path)) {
            return;
        }
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            // A directory in which all may write, such as /tmp, is not ours to close.
            boolean shared = found.contains(PosixFilePermission.OTHERS_WRITE) && Files.isDirectory(path);
            if (!shared && !mode.containsAll(found)) {
                Files.setPosixFilePermissions(path, mode);
                log.info("{} could be read by others; now only its owner can", path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.warn("{} may be readable by others: its mode cannot be changed ({})", path, Reason.of(e));
        }
    }
}
