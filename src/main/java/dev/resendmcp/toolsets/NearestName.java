package dev.resendmcp.toolsets;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the existing name that a misspelt one probably means. */
public final class NearestName {
    /** One mistake is allowed for this many letters. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private static final int MAX_MISTAKES = 3;
    /** Longer names are no misspelt ones, and comparing them would take time. */
    private static final int LONGEST = 100;

    private NearestName() {}

    /** The nearest name, ignoring case. Empty when none is near, or when the given name exists. */
    public static Optional<String> of(String given, Collection<String> names) {
        if (names.contains(given) || given.length() > LONGEST) {
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
}
