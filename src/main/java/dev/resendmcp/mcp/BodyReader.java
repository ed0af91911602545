package dev.resendmcp.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Locale;

/** Reads what a client posted, strictly and within bounds. */
final class BodyReader {
    private static final int DEEPEST = 64;
    /** Several times the largest batch of emails with all its recipients; a tree of so many nodes takes about 5 MB. */
    private static final int MOST_TOKENS = 50_000;

    private static final int LONGEST_NAME = 1_000;

    private static final RpcError BUSY = new RpcError(
            503, RpcError.INTERNAL_ERROR, "Too many large requests are being handled; try again in a few seconds");

    private static final RpcError INCOMPLETE =
            new RpcError(408, RpcError.INVALID_REQUEST, "The body did not arrive whole, or not in time");
    private static final RpcError MISCODED =
            new RpcError(400, RpcError.PARSE_ERROR, "The body is not encoded as its headers say");

    private static final RpcError TOO_COMPLEX = new RpcError(
            400,
            RpcError.PARSE_ERROR,
            "The body holds more JSON than any tool takes: at most " + MOST_TOKENS + " values, names and brackets, "
                    + DEEPEST + " levels, " + LONGEST_NAME + " characters a name, 1000 digits a number");

    private final ObjectMapper mapper;
    private final BodyBudget budget;
    private final int largest;

    BodyReader(long largest) {
        this.largest = (int) Math.min(largest, Integer.MAX_VALUE - 8);
        this.budget = new BodyBudget(largest);
        this.mapper = JsonMapper.builder()
                .nodeFactory(new BoundedNumbers())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(MOST_TOKENS)
                        .maxStringLength(this.largest)
                        .maxNameLength(LONGEST_NAME)
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
    Body read(HttpServletRequest request) throws UnreadableBodyException {
        // Not getContentType(): that looks the charset up, which a client may have made up.
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw new UnreadableBodyException(
                    new RpcError(415, RpcError.INVALID_REQUEST, "Content-Type must be application/json"));
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            // The HTTP server has taken the header away where it decompresses.
            throw new UnreadableBodyException(
                    new RpcError(415, RpcError.INVALID_REQUEST, "Content-Encoding must be gzip or absent"));
        }
        if (request.getContentLengthLong() > largest) {
            throw tooLarge();
        }
        BodyBudget.Lease room = budget.lease();
        try {
            return new Body(parse(bytes(request, room)), room);
        } catch (UnreadableBodyException | RuntimeException | Error e) {
            room.close();
            throw e;
        }
    }

    private byte[] bytes(HttpServletRequest request, BodyBudget.Lease room) throws UnreadableBodyException {
        try (InputStream body = new Metered(request.getInputStream(), room)) {
            byte[] bytes = body.readNBytes(largest);
            if (body.read() >= 0) {
                throw tooLarge();
            }
            return bytes;
        } catch (NoRoomException e) {
            throw new UnreadableBodyException(BUSY);
        } catch (IOException e) {
            throw new UnreadableBodyException(INCOMPLETE);
        } catch (RuntimeException e) {
            // How the HTTP server reports what it cannot decompress.
            throw new UnreadableBodyException(MISCODED);
        }
    }

    /** Parses strictly. Values, depth and names are counted while parsing, so that a refused body never becomes a tree. */
    JsonNode parse(byte[] bytes) throws UnreadableBodyException {
        if (bytes.length == 0) {
            throw new UnreadableBodyException(new RpcError(400, RpcError.PARSE_ERROR, "The body is empty"));
        }
        try (JsonParser parser = mapper.createParser(bytes)) {
            return mapper.readValue(parser, JsonNode.class);
        } catch (StreamConstraintsException e) {
            throw new UnreadableBodyException(TOO_COMPLEX);
        } catch (IOException e) {
            throw new UnreadableBodyException(new RpcError(400, RpcError.PARSE_ERROR, "The body is not valid JSON"));
        } catch (NumberFormatException e) {
            String message = "The body holds a number of more than 1000 digits";
            throw new UnreadableBodyException(new RpcError(400, RpcError.PARSE_ERROR, message));
        }
    }

    private UnreadableBodyException tooLarge() {
        String limit = "The body is larger than " + largest + " bytes (mcp.maxBodySize)";
        return new UnreadableBodyException(new RpcError(413, RpcError.INVALID_REQUEST, limit));
    }

    /** Refuses numbers that are short in a body and endless when they are written out, as the schema validator does. */
    private static final class BoundedNumbers extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;
        private static final int MOST_DIGITS = 1_000;

        @Override
        public ValueNode numberNode(BigDecimal value) {
            if (Math.abs((long) value.scale()) > MOST_DIGITS) {
                throw new NumberFormatException("more than " + MOST_DIGITS + " digits");
            }
            return super.numberNode(value);
        }
    }

    /** Takes room for what has arrived, as it arrives. */
    private static final class Metered extends FilterInputStream {
        private final BodyBudget.Lease room;
        private long arrived;

        Metered(InputStream body, BodyBudget.Lease room) {
            super(body);
            this.room = room;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            arrived += Math.max(0, count);
            if (!room.widen(arrived)) {
                throw new NoRoomException();
            }
            return count;
        }
    }

    /** No room for more of a body. */
    private static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
