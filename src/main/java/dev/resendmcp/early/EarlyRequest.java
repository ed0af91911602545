package dev.resendmcp.early;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A message, as far as its prepared answer depends on it. Anything unusual, though it may be valid, is left to the service.
 */
final class EarlyRequest {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private boolean jsonRpc;
    private boolean usual = true;
    private String id;
    private String method = "";
    private String handshake = "";
    private String version = "";
    private boolean capabilities;
    private boolean parameters;

    private EarlyRequest() {}

    /** Parses a line; null when it is left to the service. */
    static EarlyRequest parse(byte[] line) {
        EarlyRequest request = new EarlyRequest();
        try (JsonParser parser = JSON.createParser(line)) {
            return request.read(parser) ? request : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether it is the notification that ends a handshake. */
    boolean initialized() {
        return id == null && method.equals("notifications/initialized");
    }

    /** The JSON of its id; null when it has none. */
    String id() {
        return id;
    }

    String method() {
        return method;
    }

    /** Which prepared answer belongs to it. */
    String key() {
        if (method.equals("initialize")) {
            return version.isEmpty() ? PreparedAnswers.key(method, handshake) : "";
        }
        boolean complete = version.isEmpty() == !capabilities;
        return complete && !parameters ? PreparedAnswers.key(method, version) : "";
    }

    private boolean read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = next(parser); name != null; name = next(parser)) {
            member(parser, name);
        }
        return parser.nextToken() == null && usual && jsonRpc && !method.isEmpty();
    }

    /** Goes to the value of the next member; returns its name, or null at the end of the object. */
    private static String next(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    /** Whether the value is an object; what is not is unusual, and passed over. */
    private boolean opens(JsonParser parser) throws IOException {
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        if (!object) {
            usual = false;
            parser.skipChildren();
        }
        return object;
    }

    private void member(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "jsonrpc" -> jsonRpc = "2.0".equals(text(parser));
            case "method" -> method = text(parser);
            case "id" -> id = id(parser);
            case "params" -> params(parser);
            default -> {
                usual = false;
                parser.skipChildren();
            }
        }
    }

    private String text(JsonParser parser) throws IOException {
        usual &= parser.currentToken() == JsonToken.VALUE_STRING;
        String text = usual ? parser.getText() : "";
        parser.skipChildren();
        return text;
    }

    private String id(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return Long.toString(parser.getLongValue());
        }
        String text = text(parser);
        for (int i = 0; i < text.length(); i++) {
            usual &= !Character.isSurrogate(text.charAt(i));
        }
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return "\"".concat(new String(quoted, StandardCharsets.UTF_8)).concat("\"");
    }

    private void params(JsonParser parser) throws IOException {
        if (!opens(parser)) {
            return;
        }
        for (String name = next(parser); name != null; name = next(parser)) {
            switch (name) {
                case "_meta" -> meta(parser);
                case "protocolVersion" -> {
                    parameters = true;
                    handshake = text(parser);
                }
                default -> {
                    parameters = true;
                    parser.skipChildren();
                }
            }
        }
    }

    private void meta(JsonParser parser) throws IOException {
        if (!opens(parser)) {
            return;
        }
        for (String name = next(parser); name != null; name = next(parser)) {
            if (name.equals(VERSION)) {
                version = text(parser);
            } else {
                capabilities |= name.equals(CAPABILITIES) && parser.currentToken() == JsonToken.START_OBJECT;
                parser.skipChildren();
            }
        }
    }
}
