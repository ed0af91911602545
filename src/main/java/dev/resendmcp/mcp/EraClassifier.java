package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Decides from a parsed body and the version header what a message is. The body decides; the header is a cross-check. */
final class EraClassifier {
    private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    /** What a message is. */
    sealed interface Message {}

    /**
     * A request of a revision with a handshake.
     *
     * @param id string or integer
     * @param version what the client says it speaks; empty when it does not say
     */
    record Legacy(JsonNode id, String method, JsonNode params, String version) implements Message {}

    /** A message that gets no answer. */
    record Notification() implements Message {}

    /**
     * A request of a revision without a handshake.
     *
     * @param version the version its {@code _meta} or its header names
     */
    record Modern(JsonNode id, String version) implements Message {}

    /** A message that is not served. */
    record Reject(JsonNode id, RpcError error) implements Message {}

    /**
     * Classifies a message.
     *
     * @param header value of {@code MCP-Protocol-Version}
     * @param body what the client posted, parsed
     */
    Message classify(Optional<String> header, JsonNode body) {
        Optional<String> shape = wrongShape(body);
        if (shape.isPresent()) {
            return reject(body.path("id"), RpcError.INVALID_REQUEST, shape.get());
        }
        JsonNode id = body.path("id");
        Optional<String> version = metaVersion(body);
        boolean modern =
                version.isPresent() || header.filter(ProtocolVersions::isModern).isPresent();
        if (id.isMissingNode()) {
            return new Notification();
        }
        String method = body.path("method").asText();
        if (modern && !(method.equals("initialize") && version.isEmpty())) {
            return new Modern(id, version.or(() -> header).orElseThrow());
        }
        boolean known = header.map(v -> ProtocolVersions.LEGACY.contains(v) || v.equals(ProtocolVersions.ASSUMED))
                .orElse(true);
        if (!known && !method.equals("initialize")) {
            return reject(id, RpcError.INVALID_REQUEST, unsupported());
        }
        // A client that shakes hands names its version in the body.
        String spoken = method.equals("initialize")
                ? body.path("params").path("protocolVersion").asText()
                : header.orElse("");
        return new Legacy(id, method, body.path("params"), spoken);
    }

    static String unsupported() {
        return "Unsupported protocol version; this server speaks " + String.join(", ", ProtocolVersions.LEGACY);
    }

    private static Optional<String> wrongShape(JsonNode body) {
        if (body.isArray()) {
            return Optional.of("Batches are not supported; send one message per request");
        }
        if (!body.isObject() || !body.path("jsonrpc").asText().equals("2.0")) {
            return Optional.of("Not a JSON-RPC 2.0 message");
        }
        if (!body.path("method").isTextual()) {
            boolean response = body.has("result") || body.has("error");
            return Optional.of(
                    response ? "This server asks nothing, so it takes no responses" : "method must be a string");
        }
        JsonNode id = body.path("id");
        boolean integer = id.isIntegralNumber() && id.canConvertToLong();
        if (!id.isMissingNode() && !id.isTextual() && !integer) {
            return Optional.of("id must be a string or an integer of up to 64 bits");
        }
        JsonNode params = body.path("params");
        return params.isMissingNode() || params.isObject() ? Optional.empty() : Optional.of("params must be an object");
    }

    private static Optional<String> metaVersion(JsonNode body) {
        JsonNode version = body.path("params").path("_meta").path(VERSION_KEY);
        return version.isTextual() ? Optional.of(version.asText()) : Optional.empty();
    }

    private static Reject reject(JsonNode id, int code, String message) {
        boolean readable = id.isTextual() || id.isIntegralNumber();
        return new Reject(readable ? id : null, new RpcError(400, code, message));
    }
}
