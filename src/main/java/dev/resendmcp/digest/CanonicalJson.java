package dev.resendmcp.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * SHA-256 of values as JSON, independent of the order of names and the notation of numbers. Numbers are exact, unlike in RFC
 * 8785, where two large numbers can be equal.
 */
public final class CanonicalJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            // 1, 1.0 and 1e0 are all written 1.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // JSON may contain half a surrogate pair, which UTF-8 cannot encode.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private CanonicalJson() {}

    /** SHA-256 in hexadecimal digits of JSON, or of maps, lists and scalars; throws {@link UnwritableJsonException}. */
    public static String sha256(Object value) {
        try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream())) {
            MAPPER.writeValue(out, tree(value));
            return out.hash().toString();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnwritableJsonException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(Object value) {
        return value instanceof JsonNode tree && isCanonical(tree) ? tree : MAPPER.valueToTree(value);
    }

    /** Whether a tree need not be copied, because it has no number with several notations. */
    private static boolean isCanonical(JsonNode tree) {
        if (tree.isContainerNode()) {
            for (JsonNode child : tree) {
                if (!isCanonical(child)) {
                    return false;
                }
            }
            return true;
        }
        return tree.isTextual() || tree.isIntegralNumber() || tree.isBoolean() || tree.isNull();
    }

    /** A value cannot be written as JSON: it is nested too deeply, or a number has too many digits. */
    public static final class UnwritableJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnwritableJsonException(Throwable cause) {
            super("nested too deep, or a number has too many digits", cause);
        }
    }
}
