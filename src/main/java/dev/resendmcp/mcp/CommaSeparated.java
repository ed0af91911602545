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
    /** Splits at commas; drops empty entries. */
    @JsonCreator
    public static CommaSeparated of(String text) {
        return new CommaSeparated(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList());
    }
}
