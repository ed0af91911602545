package dev.resendmcp.http;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list in a setting that an environment variable can fill: {@code a, b}. */
final class ListSetting {
    private ListSetting() {}

    /**
     * Splits a text at commas and trims the entries.
     *
     * @throws IllegalArgumentException when there is no entry, because an empty list would allow everything or nothing
     */
    static List<String> split(String text) {
        List<String> entries = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("must have at least one entry; entries are separated by commas");
        }
        return entries;
    }

    /** Parses each entry. The {@code IllegalArgumentException} for an invalid entry contains its number. */
    static <T> List<T> read(List<String> entries, Function<String, Optional<T>> reader, String form) {
        return entries.stream()
                .map(entry -> reader.apply(entry)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "must be " + form + "; entry " + (entries.indexOf(entry) + 1) + " is not")))
                .toList();
    }
}
