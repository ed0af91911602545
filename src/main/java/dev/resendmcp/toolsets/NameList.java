package dev.resendmcp.toolsets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;

/**
 * Names of tools or toolsets.
 *
 * @param names in lower case
 */
public record NameList(List<String> names) {
    /** No names. */
    public static final NameList NONE = new NameList(List.of());

    /** Reads comma-separated names; case and blanks around them do not matter. */
    @JsonCreator
    public static NameList of(String text) {
        return new NameList(Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToStream(text)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
    }
}
