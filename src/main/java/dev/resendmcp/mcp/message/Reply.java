package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON-RPC response with the HTTP status that carries it.
 *
 * @param status HTTP status, ignored over stdio
 * @param body the JSON-RPC message, or an array of them as the reply to a batch
 */
public record Reply(int status, JsonNode body) {
    private static final Logger log = LoggerFactory.getLogger(Reply.class);

    /** A response with a result. */
    public static Reply result(JsonNode id, JsonNode result) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("result", result);
        return new Reply(200, message);
    }

    /**
     * A response with an error.
     *
     * @param id of the request; null or JSON null when it could not be read, and then left out, since null is no id
     */
    public static Reply error(JsonNode id, RpcError error) {
        ObjectNode message = message();
        if (id != null && !id.isMissingNode() && !id.isNull()) {
            message.set("id", id);
        }
        ObjectNode body = message.putObject("error").put("code", error.code()).put("message", error.message());
        if (error.data() != null) {
            body.set("data", error.data());
        }
        return new Reply(error.status(), message);
    }

    /** The message of a notification, which goes to the client before its response. */
    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = message().put("method", method);
        message.set("params", params);
        return message;
    }

    private static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }

    /** Whether there is nothing to say, as in reply to a batch of notifications. */
    public boolean isEmpty() {
        return body.isArray() && body.isEmpty();
    }

    /** The message in UTF-8. A message that cannot be written becomes an internal error. */
    public byte[] json(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            log.error("A reply cannot be written as JSON", e);
            return error(body.get("id"), RpcError.internal()).body().toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
