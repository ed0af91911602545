package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The frames of JSON-RPC 2.0 that this server writes. */
public final class JsonRpc {
    private JsonRpc() {}

    /** A response with a result. */
    public static ObjectNode result(JsonNode id, JsonNode result) {
        ObjectNode frame = frame();
        frame.set("id", id);
        frame.set("result", result);
        return frame;
    }

    /**
     * A response with an error.
     *
     * @param id of the request; null or JSON null when it could not be read, and then left out, since null is no id
     */
    public static ObjectNode error(JsonNode id, RpcError error) {
        ObjectNode frame = frame();
        if (id != null && !id.isMissingNode() && !id.isNull()) {
            frame.set("id", id);
        }
        ObjectNode body = frame.putObject("error").put("code", error.code()).put("message", error.message());
        if (error.data() != null) {
            body.set("data", error.data());
        }
        return frame;
    }

    /** A notification. */
    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode frame = frame().put("method", method);
        frame.set("params", params);
        return frame;
    }

    private static ObjectNode frame() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
