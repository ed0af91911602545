package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.tools.ToolError;
import java.time.Duration;
import java.util.Set;

/** Reports every reply to the metrics, and tool calls to the log. */
public final class RequestObserver {
    static final String TOOL_CALL = "tools/call";
    private final McpMetrics metrics;
    private final Set<String> tools;
    private final ToolCallLog calls = new ToolCallLog();

    /**
     * @param metrics of operations
     * @param tools names that may appear in the log
     */
    public RequestObserver(McpMetrics metrics, Set<String> tools) {
        this.metrics = metrics;
        this.tools = Set.copyOf(tools);
    }

    /** Reports a reply. */
    void completed(McpRequest request, RequestContext context, Reply reply, Duration took) {
        JsonNode code = reply.body().at("/error/code");
        String errorType =
                code.isMissingNode() ? context.error().map(ToolError::name).orElse("") : code.asText();
        boolean call = request.method().equals(TOOL_CALL);
        String tool = call ? request.params().path("name").asText() : "";
        metrics.completed(
                request.method(),
                tool,
                errorType,
                request.version(),
                context.client().transport(),
                took);
        if (call) {
            String success = context.awaitsUser() ? "awaits_user" : "ok";
            calls.ended(
                    request,
                    context,
                    tools.contains(tool) ? tool : "unknown",
                    errorType.isEmpty() ? success : errorType,
                    upstreamStatus(context, errorType),
                    took);
        }
    }

    /** HTTP status of Resend's answer, 0 when there was none. */
    private static int upstreamStatus(RequestContext context, String errorType) {
        return context.error()
                .map(ToolError::upstreamStatus)
                .orElse(errorType.isEmpty() && !context.awaitsUser() ? 200 : 0);
    }
}
