package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decides from a parsed body and the version header what a message is. The body decides; the header is a cross-check. */
public final class EraClassifier {
    static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    /** What a message is. */
    public sealed interface Message permits McpRequest, Notification, Reject {}

    /**
     * A message that gets no answer.
     *
     * @param modern whether it belongs to a revision without a handshake
     */
    public record Notification(String method, JsonNode params, boolean modern) implements Message {}

    /**
     * A message that is not served.
     *
     * @param id null when none could be read
     */
    public record Reject(JsonNode id, RpcError error) implements Message {}

    /**
     * Classifies a message.
     *
     * @param header value of {@code MCP-Protocol-Version}, where there are headers
     * @param body what the client sent, parsed
     */
    public Message classify(Optional<String> header, JsonNode body) {
        Optional<String> shape = wrongShape(body);
        if (shape.isPresent()) {
            return reject(body.path("id"), new RpcError(400, RpcError.INVALID_REQUEST, shape.get()));
        }
        String method = body.path("method").asText();
        Optional<String> named = namedVersion(body);
        if (body.path("id").isMissingNode()) {
            boolean modern =
                    named.or(() -> header).filter(ProtocolVersions::isModern).isPresent();
            return new Notification(method, body.path("params"), modern);
        }
        return named.isPresent()
                ? new McpRequest(body.path("id"), method, body.path("params"), true, named.get())
                : withoutVersion(header, method, body);
    }

    private static Message withoutVersion(Optional<String> header, String method, JsonNode body) {
        JsonNode id = body.path("id");
        boolean handshake = method.equals("initialize");
        if (header.filter(ProtocolVersions::isModern).isPresent()) {
            return handshake
                    ? reject(
                            id,
                            new RpcError(400, RpcError.HEADER_MISMATCH, "MCP-Protocol-Version differs from the body"))
                    : reject(id, new RpcError(400, RpcError.INVALID_PARAMS, "params._meta lacks " + VERSION_KEY));
        }
        boolean known = header.map(ProtocolVersions.LEGACY::contains).orElse(true);
        if (!known && !handshake) {
            return reject(id, RpcError.unsupportedVersion(header.get()));
        }
        // A client that shakes hands names its version in the body.
        String spoken = handshake ? body.path("params").path("protocolVersion").asText() : header.orElse("");
        return new McpRequest(id, method, body.path("params"), false, spoken);
    }

    private static Optional<String> wrongShape(JsonNode body) {
        if (body.isArray()) {
            return body.isEmpty()
                    ? Optional.of("A batch must have messages")
                    : Optional.of("This revision has no batches; send one message at a time");
        }
        if (!body.isObject() || !"2.0".equals(body.path("jsonrpc").textValue())) {
            return Optional.of("Not a JSON-RPC 2.0 message");
        }
        if (!body.path("method").isTextual()) {
            boolean response = body.has("result") || body.has("error");
            return Optional.of(
                    response ? "This server asks nothing, so it takes no responses" : "method must be a string");
        }
        JsonNode id = body.path("id");
        if (!id.isMissingNode() && !canBeGivenBack(id)) {
            return Optional.of("id must be a string of Unicode characters or an integer of up to 64 bits");
        }
        JsonNode params = body.path("params");
        return params.isMissingNode() || params.isObject() ? Optional.empty() : Optional.of("params must be an object");
    }

    private static Optional<String> namedVersion(JsonNode body) {
        JsonNode version = body.path("params").path("_meta").path(VERSION_KEY);
        return version.isTextual() ? Optional.of(version.asText()) : Optional.empty();
    }

    private static Reject reject(JsonNode id, RpcError error) {
        return new Reject(canBeGivenBack(id) ? id : null, error);
    }

    /** Half of a surrogate pair, which an escape in JSON may be, has no UTF-8. */
    private static boolean canBeGivenBack(JsonNode id) {
        return id.isTextual()
                ? StandardCharsets.UTF_8.newEncoder().canEncode(id.textValue())
                : id.isIntegralNumber() && id.canConvertToLong();
    }
}
