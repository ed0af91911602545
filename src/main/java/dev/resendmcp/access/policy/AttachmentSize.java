package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dropwizard.util.DataSize;

/**
 * Most bytes of attachments.
 *
 * @param text as configured, such as {@code 5MiB}
 * @param bytes most bytes
 */
public record AttachmentSize(@JsonValue String text, long bytes) {
    /**
     * Reads a size.
     *
     * @return null for a blank text, which means that there is no rule
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AttachmentSize of(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return new AttachmentSize(text, DataSize.parse(text).toBytes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a size such as 5MiB or 500KB", e);
        }
    }
}
