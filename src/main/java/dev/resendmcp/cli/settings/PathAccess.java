package dev.resendmcp.cli.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks access to paths without creating anything. */
final class PathAccess {
    private PathAccess() {}

    /** Whether this user may write a file or directory, or create it together with missing parents. */
    static boolean isWritable(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path nearest = Stream.iterate(absolute, Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(absolute);
        boolean fits = nearest.equals(absolute) || Files.isDirectory(nearest);
        return fits && Files.isWritable(nearest);
    }
}
