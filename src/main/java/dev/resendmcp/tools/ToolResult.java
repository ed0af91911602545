package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Result of a call.
 *
 * @param content Resend's complete answer or the error, always a JSON object
 * @param error why it failed, if it did
 * @param idempotencyKey idempotency key sent to Resend, if any
 */
public record ToolResult(ObjectNode content, Optional<ToolError> error, Optional<String> idempotencyKey) {
    private ToolResult(ObjectNode content, Optional<ToolError> error) {
        this(content, error, Optional.empty());
    }

    /** The same result with the idempotency key that was sent. */
    public ToolResult withKey(String key) {
        return new ToolResult(content, error, Optional.of(key));
    }

    /** An answer. An empty one becomes {@code {}}; one that is not an object becomes the field {@code result}. */
    public static ToolResult of(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            return new ToolResult(object, Optional.empty());
        }
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        if (answer != null && !answer.isMissingNode() && !answer.isNull()) {
            wrapped.set("result", answer);
        }
        return new ToolResult(wrapped, Optional.empty());
    }

    /** A failure. */
    public static ToolResult failed(ToolError error) {
        return new ToolResult(error.toJson(), Optional.of(error));
    }
}
