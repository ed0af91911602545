package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a call gave.
 *
 * @param content Resend's answer whole, or the error, always a JSON object
 * @param error why it failed, if it did
 * @param idempotencyKey under which the call went to Resend, if it is one that takes effect once
 */
public record ToolResult(ObjectNode content, Optional<ToolError> error, Optional<String> idempotencyKey) {
    private ToolResult(ObjectNode content, Optional<ToolError> error) {
        this(content, error, Optional.empty());
    }

    /** The same result of a call that went under this idempotency key. */
    public ToolResult withKey(String key) {
        return new ToolResult(content, error, Optional.of(key));
    }

    /** An answer. An empty one is {@code {}}; one that is not an object stands under {@code result}. */
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
