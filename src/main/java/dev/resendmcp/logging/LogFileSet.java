package dev.resendmcp.logging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one log: the one written to now, and its archives. Makes missing directories with mode 0700 and files with mode
 * 0600. What it cannot do it leaves to the appender to report.
 */
final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final Optional<Path> current;
    private final Optional<Path> archives;

    /**
     * @param current the file written to now; null when the pattern gives its name
     * @param archives pattern of the archives; null when there are none
     */
    PrivateFiles(String current, String archives) {
        this.current = Optional.ofNullable(current).map(Path::of).map(Path::toAbsolutePath);
        this.archives = Optional.ofNullable(archives).map(Path::of).map(Path::toAbsolutePath);
    }

    /** Makes the directories and the current file, if they are missing, so that the appender finds them with their modes. */
    void prepare() {
        try {
            for (Path file : Stream.concat(current.stream(), archives.stream()).toList()) {
                createDirectories(file.getParent());
            }
            if (current.isPresent()) {
                create(current.get());
            }
        } catch (IOException | UnsupportedOperationException e) {
            // The appender meets the same and reports it.
        }
        protect();
    }

    /** Sets the modes of all files there are. */
    void protect() {
        current.ifPresent(PrivateFiles::protect);
        archives.ifPresent(pattern -> {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(pattern.getParent(), matches(pattern))) {
                files.forEach(PrivateFiles::protect);
            } catch (IOException e) {
                // Nothing there, or nothing to be done.
            }
        });
    }

    private static void createDirectories(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            createDirectories(directory.getParent());
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } catch (FileAlreadyExistsException e) {
            // That of the last run; its mode is seen to below.
        }
    }

    /** Leaves alone what is no file, such as a link to a device, and what is protected already. */
    private static void protect(Path file) {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getPosixFilePermissions(file).equals(FILE)) {
                Files.setPosixFilePermissions(file, FILE);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Gone already, of another owner, or on a file system without modes.
        }
    }

    /** A date or a number may stand for each conversion word; what is being compressed has a further ending. */
    private static DirectoryStream.Filter<Path> matches(Path pattern) {
        String name = pattern.getFileName().toString();
        String words = Stream.of(name.split("%[-.\\d]*\\w+(\\{[^}]*})?", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        Pattern archive = Pattern.compile(words + "(\\d*\\.tmp)?");
        return file -> archive.matcher(file.getFileName().toString()).matches();
    }
}
