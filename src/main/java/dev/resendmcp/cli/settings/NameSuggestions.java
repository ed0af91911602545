package dev.resendmcp.cli.settings;

import dev.resendmcp.toolsets.NearestName;
import java.util.Collection;
import java.util.Optional;

/** Suggests an existing name for a misspelt one. */
final class NameSuggestions {
    private NameSuggestions() {}

    /** The nearest name, ignoring case. Empty when none is near, or when the given name exists. */
    static Optional<String> nearest(String given, Collection<String> names) {
        return NearestName.of(given, names);
    }

    /** The end of a sentence: a suggestion such as {@code ; did you mean RATE_LIMIT?}, or a full stop. */
    static String end(String given, Collection<String> names) {
        return nearest(given, names).map(name -> "; did you mean " + name + "?").orElse(".");
    }
}
