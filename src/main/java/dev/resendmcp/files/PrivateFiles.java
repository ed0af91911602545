package dev.resendmcp.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates directories with mode 0700 and files with mode 0600, whatever the umask. On a file system without POSIX modes, the
 * file system decides.
 */
public final class PrivateFiles {
    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a directory if it is missing, and restricts an existing one to its owner. Logs what it restricted. */
    public static void secureDirectory(Path path) throws IOException {
        boolean existed = Files.isDirectory(path);
        createDirectories(path);
        if (existed) {
            restrictAndLog(path);
        }
    }

    /** Creates an empty file if it is missing, and restricts an existing one to its owner. Logs what it restricted. */
    public static void secureFile(Path path) throws IOException {
        if (!createFile(path)) {
            restrictAndLog(path);
        }
    }

    /** Creates a directory and its parents where they are missing. Existing ones keep their modes. */
    public static void createDirectories(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        if (Files.isDirectory(absolute)) {
            return;
        }
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(absolute, attributes(absolute, DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
    }

    /** Creates an empty file if it is missing. An existing one keeps its mode. Returns whether it was missing. */
    public static boolean createFile(Path path) throws IOException {
        try {
            Files.createFile(path, attributes(path, FILE));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * Restricts a file or directory to its owner. A directory that everybody may write to, such as {@code /tmp}, stays open.
     *
     * @return whether others had access until now
     * @throws IOException when the mode cannot be read or changed
     */
    public static boolean restrict(Path path) throws IOException {
        if (!isPosix(path)) {
            return false;
        }
        Set<PosixFilePermission> mode = Files.isDirectory(path) ? DIRECTORY : FILE;
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        boolean shared = Files.isDirectory(path) && found.contains(PosixFilePermission.OTHERS_WRITE);
        if (shared || mode.containsAll(found)) {
            return false;
        }
        Files.setPosixFilePermissions(path, mode);
        return true;
    }

    /**
     * The mode of an existing file or directory that users other than its owner may use, such as {@code rwxr-xr-x}. Empty if there
     * is no such user, or if the mode cannot be read.
     */
    public static Optional<String> sharedMode(Path path) {
        Set<PosixFilePermission> own = Files.isDirectory(path) ? DIRECTORY : FILE;
        return mode(path).filter(found -> !own.containsAll(found)).map(PosixFilePermissions::toString);
    }

    /** Whether every user of the machine may read a file. */
    public static boolean isReadableByAll(Path path) {
        return mode(path)
                .filter(found -> found.contains(PosixFilePermission.OTHERS_READ))
                .isPresent();
    }

    private static Optional<Set<PosixFilePermission>> mode(Path path) {
        try {
            return isPosix(path) && Files.exists(path)
                    ? Optional.of(Files.getPosixFilePermissions(path))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void restrictAndLog(Path path) {
        try {
            if (restrict(path)) {
                log.info("{} was readable by others; now only its owner can read it", path);
            }
        } catch (IOException e) {
            log.warn("{} may be readable by others: its mode cannot be changed ({})", path, e.toString());
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
}
