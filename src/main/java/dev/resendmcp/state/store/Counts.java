package dev.resendmcp.state.store;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts that replicas may change apart: each replica changes only keys of its own, and only upwards, so of two copies the larger
 * value of each key holds.
 *
 * @param values by key; keys have no blanks and no equals sign
 */
public record Counts(Map<String, Long> values) {
    /** Nothing was counted. */
    public static final Counts NONE = new Counts(ImmutableMap.of());

    private static final String PREFIX = "counts ";

    /** Copies the map. */
    public Counts {
        values = ImmutableMap.copyOf(values);
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<Counts> of(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Map<String, Long> values = new LinkedHashMap<>();
        try {
            for (String part : Splitter.on(' ').omitEmptyStrings().split(text.substring(PREFIX.length()))) {
                List<String> pair = Splitter.on('=').splitToList(part);
                values.put(pair.get(0), Long.valueOf(pair.get(1)));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(new Counts(values));
    }

    /** The text of a record. */
    public String text() {
        return PREFIX + Joiner.on(' ').withKeyValueSeparator('=').join(values);
    }

    /** What both copies have counted; empty if one of the texts has no counts. */
    static Optional<String> merged(String one, String other) {
        return of(one).flatMap(
                        mine -> of(other).map(theirs -> mine.merged(theirs).text()));
    }

    private Counts merged(Counts other) {
        Map<String, Long> larger = new LinkedHashMap<>(values);
        other.values.forEach((key, value) -> larger.merge(key, value, Math::max));
        return new Counts(larger);
    }
}
