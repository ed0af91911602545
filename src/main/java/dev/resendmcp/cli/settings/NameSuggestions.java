package dev.resendmcp.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which of the names that exist somebody may have meant. */
final class NameSuggestions {
    /** One letter in so many may be wrong. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private static final int MOST_MISTAKES = 3;

    private NameSuggestions() {}

    /** The nearest name, whatever its case; empty when none is near, or when the name given is one of them. */
    static Optional<String> nearest(String given, Collection<String> names) {
        if (names.contains(given)) {
            return Optional.empty();
        }
        int most = Math.min(MOST_MISTAKES, Math.max(1, given.length() / LETTERS_PER_MISTAKE));
        LevenshteinDistance distance = new LevenshteinDistance(most);
        String lower = given.toLowerCase(Locale.ROOT);
        record Near(String name, int mistakes) {}
        return names.stream()
                .map(name -> new Near(name, distance.apply(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.mistakes() >= 0)
                .min(Comparator.comparingInt(Near::mistakes).thenComparing(Near::name))
                .map(Near::name);
    }

    /** The nearest name as the end of a sentence, such as {@code ; did you mean RATE_LIMIT?}; else a full stop. */
    static String end(String given, Collection<String> names) {
        return nearest(given, names).map(name -> "; did you mean " + name + "?").orElse(".");
    }
}
