package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.tools.BoundedNumbers;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses JSON that arrives as text inside a message, within the bounds of a message: all texts of one call together must
 * not have more values than one message may have. Belongs to one call.
 */
public final class JsonText {
    private static final int MOST_LEVELS = 64;
    private static final int MOST_TOKENS = 50_000;
    private static final int MOST_DIGITS = 1_000;
    private static final Pattern BEGINNING = Pattern.compile("\\s*+(?:\\[\\s*+[\"'\\[{\\]]|\\{\\s*+[\"'}])");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxTokenCount(MOST_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE - 8)
                            .maxNameLength(MOST_DIGITS)
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .nodeFactory(new BoundedNumbers(MOST_DIGITS))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private long left = MOST_TOKENS;

    /** Whether text looks like a JSON list or object, be it well-formed or not. */
    static boolean looksLikeJson(String text) {
        return BEGINNING.matcher(text).lookingAt();
    }

    /** Whether text begins as a list or object does; most texts do not, and are not parsed. */
    static boolean begins(String text, char bracket) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i) == bracket;
            }
        }
        return false;
    }

    /** The list, object or text that a text holds; empty if it is not JSON or over the bounds. */
    public Optional<JsonNode> parse(String text) {
        if (left <= 0) {
            return Optional.empty();
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode value = MAPPER.readValue(parser, JsonNode.class);
            left -= parser.currentTokenCount();
            return Optional.ofNullable(value).filter(any -> any.isContainerNode() || any.isTextual());
        } catch (IOException | NumberFormatException e) {
            left -= Math.min(left, text.length() / 2 + 1);
            return Optional.empty();
        }
    }
}
