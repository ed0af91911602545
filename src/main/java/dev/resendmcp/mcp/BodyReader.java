package dev.resendmcp.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads what a client posted, strictly and within bounds. */
final class BodyReader {
    private static final int DEEPEST = 64;

    private static final RpcError BUSY = new RpcError(
            503, RpcError.INTERNAL_ERROR, "Too many large requests are being handled; try again in a few seconds");

    private final ObjectMapper mapper;
    private final BodyBudget budget;
    private final int largest;

    BodyReader(long largest) {
        this.largest = (int) Math.min(largest, Integer.MAX_VALUE - 8);
        this.budget = new BodyBudget(largest);
        this.mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(this.largest)
                        .build());
    }

    /** A body that is not served. */
    static final class UnreadableBodyException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RpcError error;

        UnreadableBodyException(RpcError error) {
            super(error.message());
            this.error = error;
        }

        RpcError error() {
            return error;
        }
    }

    /**
     * A parsed body and the room it takes.
     *
     * @param room to be closed when the call is answered
     */
    record Body(JsonNode json, BodyBudget.Lease room) {}

    /** The parsed body; its size limit holds after decompression. */
    Body read(HttpServletRequest request) throws UnreadableBodyException, IOException {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw new UnreadableBodyException(
                    new RpcError(415, RpcError.INVALID_REQUEST, "Content-Type must be application/json"));
        }
        if (request.getContentLengthLong() > largest) {
            throw tooLarge();
        }
        BodyBudget.Lease room = budget.take(size(request)).orElseThrow(() -> new UnreadableBodyException(BUSY));
        try {
            return new Body(parse(bytes(request)), room);
        } catch (UnreadableBodyException | IOException | RuntimeException | Error e) {
            room.close();
            throw e;
        }
    }

    /** What the body may take: what the client says, or the limit when it does not say or has compressed it. */
    private long size(HttpServletRequest request) {
        boolean known = request.getContentLengthLong() >= 0 && request.getHeader("Content-Encoding") == null;
        return known ? request.getContentLengthLong() : largest;
    }

    private byte[] bytes(HttpServletRequest request) throws UnreadableBodyException, IOException {
        try (InputStream body = request.getInputStream()) {
            byte[] bytes = body.readNBytes(largest);
            if (body.read() >= 0) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    /** Parses strictly, without a limit of its own. */
    JsonNode parse(byte[] bytes) throws UnreadableBodyException {
        try (JsonParser parser = mapper.createParser(bytes)) {
            JsonNode body = mapper.readValue(parser, JsonNode.class);
            if (body == null || body.isMissingNode()) {
                throw new UnreadableBodyException(new RpcError(400, RpcError.PARSE_ERROR, "The body is empty"));
            }
            return body;
        } catch (IOException e) {
            throw new UnreadableBodyException(new RpcError(400, RpcError.PARSE_ERROR, "The body is not valid JSON"));
        }
    }

    private UnreadableBodyException tooLarge() {
        String limit = "The body is larger than " + largest + " bytes (mcp.maxBodySize)";
        return new UnreadableBodyException(new RpcError(413, RpcError.INVALID_REQUEST, limit));
    }
}
