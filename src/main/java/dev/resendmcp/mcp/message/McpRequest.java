package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request to be answered, whatever carried it. Of a modern one the rest of its form is still to be checked.
 *
 * @param id string or integer
 * @param method MCP method
 * @param params an object, or missing
 * @param modern whether it belongs to a revision without a handshake
 * @param version the revision it names; empty when the client did not say
 */
public record McpRequest(JsonNode id, String method, JsonNode params, boolean modern, String version)
        implements EraClassifier.Message {
    /** Token for progress notifications; missing when the client wants none. */
    public JsonNode progressToken() {
        return params.path("_meta").path("progressToken");
    }
}
