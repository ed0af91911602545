package dev.resendmcp.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests an existing name for a misspelt one. */
final class NameSuggestions {
    /** One mistake is allowed for this many letters. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private static final int MAX_MISTAKES = 3;

    private NameSuggestions() {}

    /** The nearest name, ignoring case. Empty when none is near, or when the given name exists. */
    static Optional<String> nearest(String given, Collection<String> names) {
        if (names.contains(given)) {
            return Optional.empty();
        }
        int most = Math.min(MAX_MISTAKES, Math.max(1, given.length() / LETTERS_PER_MISTAKE));
        LevenshteinDistance distance = new LevenshteinDistance(most);
        String lower = given.toLowerCase(Locale.ROOT);
        record Near(String name, int mistakes) {}
        return names.stream()
                .map(name -> new Near(name, distance.apply(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.mistakes() >= 0)
                .min(Comparator.comparingInt(Near::mistakes).thenComparing(Near::name))
                .map(Near::name);
    }

    /** The end of a sentence: a suggestion such as {@code ; did you mean RATE_LIMIT?}, or a full stop. */
    static String end(String given, Collection<String> names) {
        return nearest(given, names).map(name -> "; did you mean " + name + "?").orElse(".");
    }
}
