package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.io.ByteSource;
import dev.resendmcp.tools.BoundedNumbers;
import java.io.IOException;

/** Parses messages strictly and within bounds, which hold while parsing: what is over them never becomes a tree. */
public final class MessageParser {
    private static final int MOST_LEVELS = 64;
    /** Several times the largest batch of emails with all its recipients; a tree of so many nodes takes about 5 MB. */
    private static final int MOST_TOKENS = 50_000;

    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_DIGITS = 1_000;
    private static final String BOUNDS = MOST_TOKENS + " values, names and brackets, " + MOST_LEVELS + " levels, "
            + LONGEST_NAME + " characters a name, " + MOST_DIGITS + " digits a number";

    private final BodyLimits limits;
    private final ObjectMapper mapper;

    public MessageParser(BodyLimits limits) {
        this.limits = limits;
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(MOST_LEVELS)
                .maxTokenCount(MOST_TOKENS)
                .maxStringLength((int) Math.min(limits.content(), Integer.MAX_VALUE - 8))
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(MOST_DIGITS)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names that clients make up would stay in the JVM's table of strings for a while.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        this.mapper = JsonMapper.builder(factory)
                .nodeFactory(new BoundedNumbers(MOST_DIGITS))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** Looks at the beginning of a message, and refuses it if that says that the message is already too large. */
    public void look(ByteSource beginning) throws BodyRefusedException {
        try (JsonParser parser = mapper.createParser(beginning.openStream())) {
            if (!limits.mayBeLarge(parser)) {
                throw BodyRefusedException.tooLarge(limits);
            }
        } catch (StreamConstraintsException e) {
            throw BodyRefusedException.tooComplex(BOUNDS);
        } catch (IOException e) {
            throw BodyRefusedException.notJson();
        }
    }

    /** Parses a whole message. */
    public JsonNode parse(ByteSource text, long size) throws BodyRefusedException {
        if (size == 0) {
            throw BodyRefusedException.empty();
        }
        JsonNode message = parse(text);
        if (size > limits.usual() && !limits.mayBeLarge(message)) {
            throw BodyRefusedException.tooLarge(limits);
        }
        return message;
    }

    private JsonNode parse(ByteSource text) throws BodyRefusedException {
        try (JsonParser parser = mapper.createParser(text.openStream())) {
            return mapper.readValue(parser, JsonNode.class);
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw BodyRefusedException.tooComplex(BOUNDS);
        } catch (IOException e) {
            throw BodyRefusedException.notJson();
        }
    }
}
