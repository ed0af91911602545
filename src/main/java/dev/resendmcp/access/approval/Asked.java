package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A call that needs approval.
 *
 * @param call without what only belongs to approval
 * @param tool that it calls
 * @param subject what it sends; empty if the arguments say it all
 * @param contacts counts the contacts that receive it, as they are now; 0 if the call names its recipients
 */
record Asked(ToolCall call, ToolDefinition tool, Optional<JsonNode> subject, IntSupplier contacts) {
    /** What makes two calls the same. */
    List<Object> identity() {
        return List.of(call.caller().id(), call.name(), call.arguments(), subject.orElseGet(NullNode::getInstance));
    }
}
