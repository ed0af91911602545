package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON-RPC response with the HTTP status that carries it.
 *
 * @param status HTTP status, ignored over stdio
 * @param body the JSON-RPC message
 */
public record Reply(int status, ObjectNode body) {
    private static final Logger log = LoggerFactory.getLogger(Reply.class);

    /** A response with a result. */
    public static Reply result(JsonNode id, JsonNode result) {
        return new Reply(200, JsonRpc.result(id, result));
    }

    /** A response with an error. */
    public static Reply error(JsonNode id, RpcError error) {
        return new Reply(error.status(), JsonRpc.error(id, error));
    }

    /** The message in UTF-8. A message that cannot be written becomes an internal error. */
    public byte[] json(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            log.error("A reply cannot be written as JSON", e);
            return JsonRpc.error(body.get("id"), RpcError.internal()).toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
