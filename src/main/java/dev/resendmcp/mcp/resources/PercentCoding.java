package dev.resendmcp.mcp.resources;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of one part of a URI. */
final class PercentCoding {
    private static final int ENCODED = 3;

    private PercentCoding() {}

    /** Decodes once, strictly; empty when it is not well-formed UTF-8 or a percent sign stands alone. */
    static Optional<String> decode(String part) {
        byte[] raw = part.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.write(raw[i]);
            } else if (i + ENCODED <= raw.length
                    && HexFormat.isHexDigit(raw[i + 1])
                    && HexFormat.isHexDigit(raw[i + 2])) {
                decoded.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(decoded.toByteArray());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
