package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that a client is to find out: from its user, its model or its settings.
 *
 * @param method what the client does
 * @param params of that method
 */
public record InputRequest(String method, ObjectNode params) {
    /** Capability of clients that show forms to their users. */
    public static final String ELICITATION = "elicitation";

    /** A form for the user. Never asks for secrets. */
    public static InputRequest form(String message, JsonNode schema) {
        ObjectNode params =
                JsonNodeFactory.instance.objectNode().put("mode", "form").put("message", message);
        params.set("requestedSchema", schema);
        return new InputRequest("elicitation/create", params);
    }

    /** The capability that a client must have declared. */
    String capability() {
        return method.substring(0, method.indexOf('/'));
    }
}
