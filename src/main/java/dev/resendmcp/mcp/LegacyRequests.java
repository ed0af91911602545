package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.mcp.EraClassifier.Legacy;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests of the revisions with a handshake: what the engine would answer badly is answered here, the rest there. */
final class LegacyRequests {
    private static final Logger log = LoggerFactory.getLogger(LegacyRequests.class);
    private static final String CALL = "tools/call";

    private final McpEngine engine;
    private final McpListener listener;
    private final ObjectMapper mapper = JsonMapper.builder().build();

    LegacyRequests(McpEngine engine, McpListener listener) {
        this.engine = engine;
        this.listener = listener;
    }

    /** Whether the answer may have to wait for Resend. */
    static boolean mayWait(Legacy request) {
        return request.method().equals(CALL);
    }

    /** The JSON-RPC answer, to be written as JSON. */
    Object answer(Caller caller, Legacy request) {
        long begin = System.nanoTime();
        McpExchange exchange = new McpExchange(caller);
        String errorType = "";
        try {
            Optional<RpcError> wrong = wrongParams(request);
            if (wrong.isPresent()) {
                errorType = Integer.toString(wrong.get().code());
                return wrong.get().body(request.id());
            }
            JSONRPCResponse response = engine.answer(exchange, rpc(request));
            if (response.error() != null) {
                errorType = Integer.toString(response.error().code());
                return neutral(response.error().code()).body(request.id());
            }
            errorType = exchange.error().map(ToolError::name).orElse("");
            return response;
        } catch (RuntimeException e) {
            log.error("The engine failed", e);
            errorType = Integer.toString(RpcError.INTERNAL_ERROR);
            return neutral(RpcError.INTERNAL_ERROR).body(request.id());
        } finally {
            completed(request, exchange, errorType, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** The answer when too many calls run already. */
    Object busy(Legacy request) {
        ToolError error = new ToolError(
                "server_busy", "Too many calls run already; this one was not sent. Try again.", 503, true, 1L);
        McpExchange exchange = new McpExchange(Caller.LOCAL);
        exchange.failed(error);
        completed(request, exchange, error.name(), Duration.ZERO);
        return JSONRPCResponse.result(id(request.id()), engine.result(ToolResult.failed(error)));
    }

    private Optional<RpcError> wrongParams(Legacy request) {
        if (!request.method().equals(CALL)) {
            return Optional.empty();
        }
        JsonNode name = request.params().path("name");
        JsonNode arguments = request.params().path("arguments");
        if (!name.isTextual()) {
            return invalid("params.name must be the name of a tool");
        }
        if (!engine.knows(name.asText())) {
            return invalid("Unknown tool; tools/list has the names");
        }
        return arguments.isMissingNode() || arguments.isObject()
                ? Optional.empty()
                : invalid("params.arguments must be an object");
    }

    private static Optional<RpcError> invalid(String message) {
        return Optional.of(new RpcError(200, RpcError.INVALID_PARAMS, message));
    }

    /** The engine puts texts of exceptions into its errors; these are the same codes in words of our own. */
    private static RpcError neutral(int code) {
        return switch (code) {
            case RpcError.METHOD_NOT_FOUND -> new RpcError(200, code, "Method not found");
            case RpcError.INVALID_PARAMS, RpcError.INVALID_REQUEST -> new RpcError(200, code, "Invalid params");
            default -> new RpcError(200, RpcError.INTERNAL_ERROR, "Internal error");
        };
    }

    private JSONRPCRequest rpc(Legacy request) {
        Object params = request.params().isMissingNode() ? null : mapper.convertValue(request.params(), Object.class);
        return new JSONRPCRequest("2.0", request.method(), id(request.id()), params);
    }

    private static Object id(JsonNode id) {
        return id.isTextual() ? id.asText() : (Object) id.longValue();
    }

    private void completed(Legacy request, McpExchange exchange, String errorType, Duration took) {
        String tool =
                request.method().equals(CALL) ? request.params().path("name").asText() : "";
        listener.completed(request.method(), tool, errorType, request.version(), took);
        if (request.method().equals(CALL)) {
            log.atInfo()
                    .addKeyValue("caller", exchange.caller().id())
                    .addKeyValue("tool", engine.knows(tool) ? tool : "unknown")
                    .addKeyValue("outcome", errorType.isEmpty() ? "ok" : errorType)
                    .addKeyValue(
                            "upstream_status",
                            exchange.error().map(ToolError::statusCode).orElse(200))
                    .addKeyValue("duration_ms", took.toMillis())
                    .log("Tool call");
        }
    }
}
