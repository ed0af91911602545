package dev.resendmcp.cli.settings;

import java.util.Optional;
import java.util.stream.Stream;

/** Searches the causes of an exception. */
final class Causes {
    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The first exception of a type among an exception and its causes. The exception may be null. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_DEPTH)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
