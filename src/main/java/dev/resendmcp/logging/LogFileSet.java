package dev.resendmcp.logging;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one log: the current file and its archives. Creates missing directories with mode 0700 and files with mode 0600.
 * Reports no failures, because the appender does.
 */
final class LogFileSet {
    private final Optional<Path> current;
    private final Optional<Path> archives;

    /**
     * @param current the file written to now; null when the pattern gives its name
     * @param archives pattern of the archives; null when there are none
     */
    LogFileSet(String current, String archives) {
        this.current = Optional.ofNullable(current).map(Path::of).map(Path::toAbsolutePath);
        this.archives = Optional.ofNullable(archives).map(Path::of).map(Path::toAbsolutePath);
    }

    /** Creates missing directories and the current file, so that they have the right modes before the appender opens them. */
    void prepare() {
        try {
            for (Path file : Stream.concat(current.stream(), archives.stream()).toList()) {
                PrivateFiles.createDirectories(file.getParent());
            }
            if (current.isPresent()) {
                boolean unused = PrivateFiles.createFile(current.get());
            }
        } catch (IOException e) {
            // The appender fails the same way and reports it.
        }
        protect();
    }

    /** Restricts all existing files to their owner. */
    void protect() {
        current.ifPresent(LogFileSet::protect);
        archives.ifPresent(pattern -> {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(pattern.getParent(), matches(pattern))) {
                files.forEach(LogFileSet::protect);
            } catch (IOException e) {
                // There is no such directory, or it cannot be read.
            }
        });
    }

    /** Leaves links and devices alone. */
    private static void protect(Path file) {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                boolean unused = PrivateFiles.restrict(file);
            }
        } catch (IOException e) {
            // The file was removed in the meantime, or another user owns it.
        }
    }

    /** Matches a date or a number for each conversion word, and the extra suffix of a file that is being compressed. */
    private static DirectoryStream.Filter<Path> matches(Path pattern) {
        String name = pattern.getFileName().toString();
        String words = Stream.of(name.split("%[-.\\d]*\\w+(\\{[^}]*})?", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        Pattern archive = Pattern.compile(words + "(\\d*\\.tmp)?");
        return file -> archive.matcher(file.getFileName().toString()).matches();
    }
}
