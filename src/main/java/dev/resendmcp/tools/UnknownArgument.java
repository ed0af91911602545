package dev.resendmcp.tools;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The sentence about an argument that a tool does not take. */
final class UnknownArgument {
    private static final int LONGEST = 64;
    private static final int MOST_NAMES = 20;
    private static final String AUDIENCE = "audience_id";

    private UnknownArgument() {}

    /** @param names what is taken at that place */
    static String sentence(String given, List<String> names) {
        if (given.equals(AUDIENCE)) {
            return names.contains("segment_id")
                    ? "is not taken any more: audiences are segments now, so give segment_id"
                    : "is not taken any more: contacts belong to the account now, and to segments by segment_id; leave it out";
        }
        return nearest(given, names)
                .map(name -> "is not an argument; did you mean " + name + "?")
                .orElseGet(() -> "is not an argument; there " + list(names));
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "are none";
        }
        String all = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return "are " + all;
    }

    /** The name or choice that differs least, if it differs little. */
    static Optional<String> nearest(String given, List<String> names) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = given.toLowerCase(Locale.ROOT);
        int most = Math.max(1, given.length() / 3);
        return names.stream()
                .filter(name -> distance(lower, name) <= most
                        || (lower.length() > 3 && (name.contains(lower) || lower.contains(name))))
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one, other);
    }
}
