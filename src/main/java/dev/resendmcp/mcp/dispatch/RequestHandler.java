package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.limits.CallerShares.Grant;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of both eras with one engine: the era decides only which methods there are, how an unknown one is
 * refused, and what is written around a result.
 */
public final class RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
    private static final String CALL = "tools/call";
    private static final String BAD_STATE =
            "params.requestState has expired, was used already, or belongs to another call; repeat the call without it";

    private static final Set<String> WAITING = Set.of(CALL, "resources/read", "completion/complete");
    /** Methods of the engine that the revisions without a handshake no longer have. */
    private static final Set<String> REMOVED = Set.of("initialize", "ping", "logging/setLevel");

    private final McpEngine engine;
    private final ParamsValidator shape;
    private final ModernResults modern;
    private final ListCache statics;
    private final McpMetrics metrics;
    private final ToolCallLog calls = new ToolCallLog();
    private final HandshakeLog handshakes = new HandshakeLog();
    private final ObjectMapper mapper;

    public RequestHandler(McpEngine engine, McpMetrics metrics, ObjectMapper mapper) {
        this.engine = engine;
        this.shape = new ParamsValidator(engine);
        this.modern = new ModernResults(engine);
        this.statics = new ListCache(mapper);
        this.metrics = metrics;
        this.mapper = mapper;
    }

    /** Whether the answer may have to wait for Resend. */
    public static boolean mayWait(McpRequest request) {
        return WAITING.contains(request.method());
    }

    /** Answers a request; whatever goes wrong is an answer too. */
    public Reply answer(McpExchange exchange, McpRequest request) {
        long begin = System.nanoTime();
        Reply reply;
        try {
            reply = statics.answer(request, () -> unobserved(exchange, request));
        } catch (RuntimeException | Error e) {
            log.error("The engine failed", e);
            reply = failed(request);
        }
        completed(request, exchange, reply, Duration.ofNanos(System.nanoTime() - begin));
        return reply;
    }

    /** The answer when too many calls run already: those of this caller, or of all callers together. */
    public Reply busy(McpExchange exchange, McpRequest request, Grant grant) {
        String whose = grant == Grant.CALLER_FULL ? "this caller" : "all callers together";
        String sentence = "Too many calls run already for " + whose
                + " (mcp.maxConcurrentCalls); this one was not sent. Try again.";
        return unsent(exchange, request, new ToolError(ErrorName.SERVER_BUSY, sentence, 1L, false));
    }

    /** The answer to a call that was cancelled before it began. */
    public Reply cancelled(McpExchange exchange, McpRequest request) {
        return unsent(
                exchange,
                request,
                new ToolError(ErrorName.CANCELLED, "The call was cancelled while it waited; it was not sent."));
    }

    /** The answer when something broke that answers otherwise. */
    public Reply failed(McpRequest request) {
        return refuse(request, RpcError.internal());
    }

    private Reply unsent(McpExchange exchange, McpRequest request, ToolError error) {
        exchange.failed(error);
        Reply reply = request.method().equals(CALL)
                ? succeed(request, mapper.valueToTree(engine.result(ToolResult.failed(error))))
                : refuse(request, new RpcError(200, RpcError.INTERNAL_ERROR, error.message()));
        completed(request, exchange, reply, Duration.ZERO);
        return reply;
    }

    private Reply unobserved(McpExchange exchange, McpRequest request) {
        if (request.modern() && request.method().equals("server/discover")) {
            return succeed(request, modern.discovery());
        }
        if (request.modern() && REMOVED.contains(request.method())) {
            return refuse(request, methodNotFound(request));
        }
        if (engine.skills().serves(request.method())) {
            return engine.skills()
                    .answer(request.method(), request.params())
                    .map(result -> succeed(request, result))
                    .orElseGet(() ->
                            refuse(request, new RpcError(200, RpcError.INVALID_PARAMS, "No such skill, file or page")));
        }
        return shape.wrong(request.method(), request.params())
                .map(wrong -> refuse(request, wrong))
                .orElseGet(() -> handled(exchange, request));
    }

    /** What a handler of the engine answers. */
    private Reply handled(McpExchange exchange, McpRequest request) {
        Optional<ClientInput> input = ClientInput.of(request, exchange.caller(), engine.seal(), mapper);
        if (input.isEmpty()) {
            return refuse(request, new RpcError(200, RpcError.INVALID_PARAMS, BAD_STATE));
        }
        exchange.input(input.get());
        if (request.method().equals("initialize")) {
            handshakes.note(request);
        }
        JSONRPCResponse response = engine.answer(exchange, rpc(request));
        return response.error() == null
                ? succeed(request, exchange, response)
                : refuse(
                        request,
                        exchange.refusal()
                                .map(error -> explained(request, error))
                                .orElseGet(() -> neutral(request, response.error())));
    }

    private Reply succeed(McpRequest request, McpExchange exchange, JSONRPCResponse response) {
        Optional<ObjectNode> question = exchange.question();
        if (question.isEmpty()) {
            return succeed(request, mapper.valueToTree(response.result()));
        }
        modern.decorateQuestion(question.get());
        return result(request, question.get());
    }

    private Reply succeed(McpRequest request, ObjectNode result) {
        if (request.modern()) {
            modern.decorate(request.method(), result);
        }
        return result(request, result);
    }

    private Reply result(McpRequest request, ObjectNode result) {
        ObjectNode body = mapper.createObjectNode().put("jsonrpc", "2.0");
        body.set("id", request.id());
        body.set("result", result);
        return new Reply(200, body);
    }

    private static Reply refuse(McpRequest request, RpcError error) {
        return new Reply(error.status(), error.body(request.id()));
    }

    /** The engine puts texts of exceptions into its errors; these are the same codes in words of our own. */
    private RpcError neutral(McpRequest request, JSONRPCError error) {
        return switch (error.code()) {
            case RpcError.METHOD_NOT_FOUND -> methodNotFound(request);
            case RpcError.INVALID_PARAMS, RpcError.INVALID_REQUEST -> new RpcError(200, error.code(), "Invalid params");
            // Its data is the URI that was asked for.
            case RpcError.RESOURCE_NOT_FOUND ->
                explained(request, new JSONRPCError(error.code(), "Resource not found", error.data()));
            default -> RpcError.internal();
        };
    }

    /** An error in words for the client. Newer revisions have no code of their own for a resource that is not there. */
    private RpcError explained(McpRequest request, JSONRPCError error) {
        boolean renamed = request.modern() && error.code() == RpcError.RESOURCE_NOT_FOUND;
        int code = renamed ? RpcError.INVALID_PARAMS : error.code();
        int status = code == RpcError.MISSING_CAPABILITY ? 400 : 200;
        return new RpcError(
                status, code, error.message(), error.data() == null ? null : mapper.valueToTree(error.data()));
    }

    /** In the older revisions 404 means that a session is gone. */
    private static RpcError methodNotFound(McpRequest request) {
        return new RpcError(request.modern() ? 404 : 200, RpcError.METHOD_NOT_FOUND, "Method not found");
    }

    private JSONRPCRequest rpc(McpRequest request) {
        Object params = mapper.convertValue(EngineParams.of(request.method(), request.params()), Object.class);
        return new JSONRPCRequest("2.0", request.method(), request.rpcId(), params);
    }

    /** HTTP status of Resend's answer, 0 when there was none. */
    private static int upstreamStatus(McpExchange exchange, String errorType) {
        return exchange.error()
                .map(ToolError::upstreamStatus)
                .orElse(errorType.isEmpty() && !exchange.awaitsUser() ? 200 : 0);
    }

    private void completed(McpRequest request, McpExchange exchange, Reply reply, Duration took) {
        JsonNode code = reply.body().at("/error/code");
        String errorType =
                code.isMissingNode() ? exchange.error().map(ToolError::name).orElse("") : code.asText();
        String tool =
                request.method().equals(CALL) ? request.params().path("name").asText() : "";
        metrics.completed(
                request.method(),
                tool,
                errorType,
                request.version(),
                exchange.sender().transport(),
                took);
        if (request.method().equals(CALL)) {
            String went = exchange.awaitsUser() ? "awaits_user" : "ok";
            calls.ended(
                    request,
                    exchange,
                    engine.knows(tool) ? tool : "unknown",
                    errorType.isEmpty() ? went : errorType,
                    upstreamStatus(exchange, errorType),
                    took);
        }
    }
}
