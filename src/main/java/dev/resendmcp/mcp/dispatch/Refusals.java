package dev.resendmcp.mcp.dispatch;

import dev.resendmcp.audit.AuditEvent;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.tools.ToolError;
import java.util.Optional;
import java.util.Set;

/** Counts refused tool calls and records them in the audit log. */
final class Refusals {
    private static final String UNKNOWN_TOOL = "unknown_tool";

    private final AuditLog audit;
    private final McpMetrics metrics;
    private final Set<String> tools;

    /** @param tools names that may appear in the log */
    Refusals(AuditLog audit, McpMetrics metrics, Set<String> tools) {
        this.audit = audit;
        this.metrics = metrics;
        this.tools = tools;
    }

    /** Notes the reply to a tool call, if a rule refused the call. */
    void observe(McpRequest request, RequestContext context, Reply reply) {
        Optional<String> reason = context.error()
                .map(ToolError::name)
                .filter(McpMetrics.REFUSALS::contains)
                .or(() -> unknown(reply));
        if (reason.isEmpty()) {
            return;
        }
        metrics.callRefused(context.caller().id(), reason.get());
        String tool = request.params().path("name").asText();
        if (tools.contains(tool) && !context.view().shows(tool)) {
            metrics.hidden(context.caller());
        }
        audit.note(AuditEvent.refusal(
                context.caller(),
                context.origin(request.params()),
                tools.contains(tool) ? tool : "unknown",
                reason.get(),
                context.error().map(ToolError::rule).orElse("")));
    }

    /** A tool that does not exist, or that is hidden from the caller. */
    private static Optional<String> unknown(Reply reply) {
        return reply.body().at("/error/message").asText().startsWith("Unknown tool")
                ? Optional.of(UNKNOWN_TOOL)
                : Optional.empty();
    }
}
