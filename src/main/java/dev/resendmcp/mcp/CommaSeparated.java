package dev.resendmcp.mcp;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.List;

/**
 * A list in a setting that an environment variable can fill: {@code a, b}.
 *
 * @param values the entries without blanks around them
 */
public record CommaSeparated(List<String> values) {
    /**
     * Splits at commas.
     *
     * @throws IllegalArgumentException when nothing is left, since an empty list would allow everything or nothing
     */
    @JsonCreator
    public static CommaSeparated of(String text) {
        List<String> values = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("must have at least one entry; entries are separated by commas");
        }
        return new CommaSeparated(values);
    }
}
