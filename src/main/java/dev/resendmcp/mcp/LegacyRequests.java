package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.mcp.EraClassifier.Legacy;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests of the revisions with a handshake: what the engine would answer badly is answered here, the rest there. */
final class LegacyRequests {
    private static final Logger log = LoggerFactory.getLogger(LegacyRequests.class);
    private static final String CALL = "tools/call";
    private static final String INTERNAL = "Internal error";
    private static final Set<String> ASKING = Set.of(CALL, "resources/read", "completion/complete");

    private final McpEngine engine;
    private final McpListener listener;
    private final RequestShape shape;
    private final ObjectMapper mapper = JsonMapper.builder().build();

    LegacyRequests(McpEngine engine, McpListener listener) {
        this.engine = engine;
        this.listener = listener;
        this.shape = new RequestShape(engine);
    }

    /** Whether the answer may have to wait for Resend. */
    static boolean mayWait(Legacy request) {
        return ASKING.contains(request.method());
    }

    /** The JSON-RPC answer, to be written as JSON. */
    Object answer(Caller caller, Legacy request) {
        long begin = System.nanoTime();
        McpExchange exchange = new McpExchange(caller);
        String errorType = "";
        try {
            Optional<RpcError> wrong = shape.wrong(request.method(), request.params());
            if (wrong.isPresent()) {
                errorType = Integer.toString(wrong.get().code());
                return wrong.get().body(request.id());
            }
            JSONRPCResponse response = engine.answer(exchange, rpc(request));
            if (response.error() != null) {
                JSONRPCError error = exchange.refusal().orElseGet(() -> neutral(response.error()));
                errorType = Integer.toString(error.code());
                return JSONRPCResponse.error(id(request.id()), error);
            }
            errorType = exchange.error().map(ToolError::name).orElse("");
            return response;
        } catch (RuntimeException e) {
            log.error("The engine failed", e);
            errorType = Integer.toString(RpcError.INTERNAL_ERROR);
            return new RpcError(200, RpcError.INTERNAL_ERROR, INTERNAL).body(request.id());
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
        return request.method().equals(CALL)
                ? JSONRPCResponse.result(id(request.id()), engine.result(ToolResult.failed(error)))
                : new RpcError(200, RpcError.INTERNAL_ERROR, error.message()).body(request.id());
    }

    /** The engine puts texts of exceptions into its errors; these are the same codes in words of our own. */
    private static JSONRPCError neutral(JSONRPCError error) {
        return switch (error.code()) {
            case RpcError.METHOD_NOT_FOUND -> new JSONRPCError(error.code(), "Method not found", null);
            case RpcError.INVALID_PARAMS, RpcError.INVALID_REQUEST ->
                new JSONRPCError(error.code(), "Invalid params", null);
            // Its data is the URI that was asked for.
            case ErrorCodes.RESOURCE_NOT_FOUND -> new JSONRPCError(error.code(), "Resource not found", error.data());
            default -> new JSONRPCError(RpcError.INTERNAL_ERROR, INTERNAL, null);
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
