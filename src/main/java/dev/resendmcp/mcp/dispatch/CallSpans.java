package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator.Headers;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tracing.SpanAttributes;
import dev.resendmcp.tracing.TraceSpan;
import dev.resendmcp.tracing.Tracing;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The span of each MCP request. Names that a client invents stay out of it, and so do ids that are neither numbers nor UUIDs. */
public final class CallSpans {
    private static final String OTHER = "_OTHER";
    private static final Pattern ID = Pattern.compile("\\d{1,20}|[0-9a-f-]{32,36}");

    private final Tracing tracing;
    private final Set<String> methods;
    private final Set<String> tools;

    /**
     * @param methods names of all methods that are served
     * @param tools names of all tools
     */
    public CallSpans(Tracing tracing, Set<String> methods, Set<String> tools) {
        this.tracing = tracing;
        this.methods = Set.copyOf(methods);
        this.tools = Set.copyOf(tools);
    }

    /**
     * Begins the span of a request on this thread.
     *
     * @param from the context that the request arrived in
     */
    TraceSpan begin(Tracing.Received from, ClientIdentity client, McpRequest request) {
        String method = methods.contains(request.method()) ? request.method() : OTHER;
        boolean call = method.equals(RequestObserver.TOOL_CALL);
        String tool = call ? known(request.params().path("name")) : "";
        String id = request.id().asText();
        return tracing.serve(from, tool.isEmpty() ? method : method + " " + tool)
                .set(SpanAttributes.MCP_METHOD, method)
                .set(SpanAttributes.TOOL, tool)
                .set(SpanAttributes.AI_OPERATION, call ? SpanAttributes.EXECUTE_TOOL : "")
                .set(SpanAttributes.MCP_PROTOCOL, ProtocolVersions.shown(request.version()))
                .set(SpanAttributes.TRANSPORT, client.transport())
                .set(SpanAttributes.RPC_REQUEST_ID, ID.matcher(id).matches() ? id : "");
    }

    private String known(JsonNode tool) {
        return tools.contains(tool.asText()) ? tool.asText() : "";
    }

    /** Records a request that is refused before any method is asked. */
    public void refused(Tracing.Received from, ClientIdentity client, McpRequest request, RpcError error) {
        try (TraceSpan span = begin(from, client, request)) {
            failed(span, String.valueOf(error.code()));
        } finally {
            Tracing.forget();
        }
    }

    /** Records how a request ended. */
    static void completed(TraceSpan span, String errorType, Reply reply) {
        if (reply.body().has("error")) {
            failed(span, errorType);
        } else if (!errorType.isEmpty()) {
            span.fail(errorType);
        }
    }

    private static void failed(TraceSpan span, String code) {
        span.set(SpanAttributes.RPC_STATUS, code).fail(code);
    }

    /** The context that a request arrived in. */
    public Tracing.Received received(McpRequest request, Optional<Headers> headers) {
        JsonNode meta = request.params().path("_meta");
        return tracing.received(
                name -> meta.path(name).textValue(),
                name -> headers.map(all -> String.join(",", all.get(name)))
                        .filter(value -> !value.isEmpty())
                        .orElse(null));
    }
}
