package dev.resendmcp.mcp.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Values that clients mirror from the body into headers: as they are, or as {@code =?base64?…?=}. */
final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValue() {}

    /** The value itself; empty when it is encoded wrongly or holds what a header may not. */
    static Optional<String> decode(String raw) {
        String header = raw.strip();
        if (header.length() >= PREFIX.length() + SUFFIX.length()
                && header.startsWith(PREFIX)
                && header.endsWith(SUFFIX)) {
            return base64(header.substring(PREFIX.length(), header.length() - SUFFIX.length()));
        }
        boolean visible = header.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        return visible ? Optional.of(header) : Optional.empty();
    }

    private static Optional<String> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The JDK's decoder forgives missing padding; the protocol does not.
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
