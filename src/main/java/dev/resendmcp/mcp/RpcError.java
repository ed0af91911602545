package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON-RPC error with the HTTP status that carries it.
 *
 * @param status HTTP status
 * @param code JSON-RPC code
 * @param message for people; never the text of a Java exception
 */
record RpcError(int status, int code, String message) {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    /** The body; an id that could not be read is left out, since null is no id. */
    ObjectNode body(JsonNode id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        if (id != null && !id.isMissingNode() && !id.isNull()) {
            body.set("id", id);
        }
        body.putObject("error").put("code", code).put("message", message);
        return body;
    }
}
