package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.ProtocolVersions;
import java.util.List;
import java.util.Map;

/**
 * What the engine gets to see of a request's parameters: the fields that {@link ParamsValidator} has checked. Whatever else a
 * client sends means nothing here, and the engine would take one of the wrong type for a failure of its own.
 */
final class EngineParams {
    private static final List<String> NAME_AND_ARGUMENTS = List.of("name", "arguments");
    private static final Map<String, List<String>> FIELDS = Map.of(
            "initialize",
            List.of("protocolVersion"),
            "tools/call",
            NAME_AND_ARGUMENTS,
            "prompts/get",
            NAME_AND_ARGUMENTS,
            "resources/read",
            List.of("uri"));

    private EngineParams() {}

    /** Never null; without the fields that this server has no use for. */
    static ObjectNode of(String method, JsonNode params) {
        ObjectNode seen = only(params, FIELDS.getOrDefault(method, List.of("cursor")));
        if (method.equals("completion/complete")) {
            seen.set("ref", only(params.path("ref"), List.of("type", "name", "uri")));
            seen.set("argument", only(params.path("argument"), List.of("name", "value")));
        } else if (method.equals("initialize")) {
            if (params.has("protocolVersion")) {
                // The engine would warn of a client that names another version.
                seen.put(
                        "protocolVersion",
                        ProtocolVersions.offered(params.path("protocolVersion").asText()));
            }
            // The engine insists on them and remembers nothing of them.
            seen.putObject("capabilities");
            seen.putObject("clientInfo").put("name", "client").put("version", "0");
        }
        return seen;
    }

    private static ObjectNode only(JsonNode params, List<String> fields) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        for (String field : fields) {
            if (params.has(field)) {
                seen.set(field, params.get(field));
            }
        }
        return seen;
    }
}
