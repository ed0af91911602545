package dev.resendmcp.cli.settings;

import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind an exception. */
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The first exception of a kind among an exception, which may be null, and its causes. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
