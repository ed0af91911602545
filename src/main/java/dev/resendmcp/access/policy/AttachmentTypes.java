package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Types of files that may be attached, by the end of the file name.
 *
 * @param extensions in lower case, without the dot
 */
public record AttachmentTypes(@JsonValue List<String> extensions) {
    private static final String FORM = "must be file name extensions such as pdf, png, csv";
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,16}");

    /** Refuses an entry that is no extension. */
    public AttachmentTypes {
        extensions = extensions.stream()
                .map(entry -> (entry.startsWith(".") ? entry.substring(1) : entry).toLowerCase(Locale.ROOT))
                .toList();
        if (!extensions.stream().allMatch(entry -> EXTENSION.matcher(entry).matches())) {
            throw new IllegalArgumentException(FORM);
        }
    }

    /**
     * Reads a list, or a text with commas.
     *
     * @return null for an empty text, which means that there is no rule
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AttachmentTypes of(JsonNode given) {
        List<String> entries = new ArrayList<>();
        if (given.isTextual()) {
            entries.addAll(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(given.textValue()));
            return entries.isEmpty() ? null : new AttachmentTypes(entries);
        }
        if (!given.isArray() || given.isEmpty()) {
            throw new IllegalArgumentException(FORM);
        }
        given.forEach(entry -> entries.add(entry.asText().strip()));
        return new AttachmentTypes(entries);
    }
}
