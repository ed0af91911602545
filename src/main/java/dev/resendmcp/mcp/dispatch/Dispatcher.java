package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.mcp.dispatch.McpMethod.Execution;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tracing.TraceSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests of all revisions and transports with the methods of one table. */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final String BAD_STATE =
            "params.requestState has expired, was used already, or belongs to another call; repeat the call without it";

    private final Map<String, McpMethod> methods;
    private final ServerInfo server;
    private final SealedState seal;
    private final RequestObserver observer;
    private final CallSpans spans;
    private final ObjectMapper mapper;
    private final ConstantResults constants;

    /**
     * @param seal seals what clients keep between the rounds of a call
     * @param mapper plain JSON, without naming strategy
     */
    public Dispatcher(
            List<McpMethod> methods,
            ServerInfo server,
            SealedState seal,
            RequestObserver observer,
            CallSpans spans,
            ObjectMapper mapper) {
        this.methods = methods.stream().collect(Collectors.toUnmodifiableMap(McpMethod::name, Function.identity()));
        this.server = server;
        this.seal = seal;
        this.observer = observer;
        this.spans = spans;
        this.mapper = mapper;
        this.constants = new ConstantResults(mapper);
    }

    /** The method that a request asks for, if its revision has it. */
    public Optional<McpMethod> method(McpRequest request) {
        return Optional.ofNullable(methods.get(request.method()))
                .filter(method -> method.revisions().include(request.modern()));
    }

    /** Answers a request. Failures of the service become replies too. */
    public Reply answer(RequestContext context, McpRequest request) {
        long begin = System.nanoTime();
        try (TraceSpan span = spans.begin(context.received(), context.client(), request)) {
            Reply reply = reply(context, request);
            completed(span, request, context, reply, Duration.ofNanos(System.nanoTime() - begin));
            return reply;
        }
    }

    private void completed(TraceSpan span, McpRequest request, RequestContext context, Reply reply, Duration took) {
        observer.completed(request, context, reply, took);
        CallSpans.completed(span, RequestObserver.errorType(context, reply), reply);
    }

    private Reply reply(RequestContext context, McpRequest request) {
        try {
            Optional<McpMethod> method = method(request);
            return method.isPresent()
                    ? execute(context, request, method.get())
                    : Reply.error(request.id(), methodNotFound(request));
        } catch (RpcException e) {
            return Reply.error(request.id(), translated(request, e.error()));
        } catch (RuntimeException | Error e) {
            // Including errors of the JVM, such as no memory.
            log.error("A request failed inside the service", e);
            return failed(request);
        }
    }

    private Reply execute(RequestContext context, McpRequest request, McpMethod method) {
        Optional<RpcError> wrong = method.params().wrong(request.params());
        if (wrong.isPresent()) {
            return Reply.error(request.id(), wrong.get());
        }
        if (method.execution() == Execution.ONCE) {
            return Reply.result(request.id(), constant(context, request, method));
        }
        ClientInput.of(request, method, context.caller(), seal).ifPresentOrElse(context::input, () -> {
            throw new RpcException(RpcError.invalidParams(BAD_STATE));
        });
        ObjectNode result = method.handler().handle(context, request.params());
        Optional<ObjectNode> question = context.question();
        question.ifPresent(server::identify);
        return Reply.result(request.id(), question.orElseGet(() -> decorated(request, method, result)));
    }

    private ObjectNode decorated(McpRequest request, McpMethod method, ObjectNode result) {
        if (request.modern()) {
            server.complete(result, method.timeToLive());
        }
        return result;
    }

    private JsonNode constant(RequestContext context, McpRequest request, McpMethod method) {
        return constants.of(
                method.name(),
                request.modern(),
                context.view(),
                () -> decorated(request, method, method.handler().handle(context, request.params())));
    }

    /** The reply when too many calls are running: those of this caller, or of all callers together. */
    public Reply busy(RequestContext context, McpRequest request, Grant grant) {
        String whose = grant == Grant.CALLER_FULL ? "this caller" : "all callers together";
        String sentence = "Too many calls run already for " + whose
                + " (mcp.maxConcurrentCalls); this one was not sent. Try again.";
        return unsent(context, request, new ToolError(ErrorName.SERVER_BUSY, sentence, 1L, false));
    }

    /** The reply to a call that was cancelled before it started. */
    public Reply cancelled(RequestContext context, McpRequest request) {
        String sentence = "The call was cancelled while it waited; it was not sent.";
        return unsent(context, request, new ToolError(ErrorName.CANCELLED, sentence));
    }

    /** The reply when nothing better can be said. */
    public Reply failed(McpRequest request) {
        return Reply.error(request.id(), RpcError.internal());
    }

    private Reply unsent(RequestContext context, McpRequest request, ToolError error) {
        ObjectNode result = context.reply(ToolResult.failed(error), mapper);
        if (request.modern()) {
            server.complete(result, null);
        }
        Reply reply = request.method().equals(RequestObserver.TOOL_CALL)
                ? Reply.result(request.id(), result)
                : Reply.error(request.id(), new RpcError(200, RpcError.INTERNAL_ERROR, error.message()));
        try (TraceSpan span = spans.begin(context.received(), context.client(), request)) {
            completed(span, request, context, reply, Duration.ZERO);
        }
        return reply;
    }

    /** The newer revisions have no code of their own for a resource that does not exist, and a status for some errors. */
    private static RpcError translated(McpRequest request, RpcError error) {
        boolean renamed = request.modern() && error.code() == RpcError.RESOURCE_NOT_FOUND;
        int code = renamed ? RpcError.INVALID_PARAMS : error.code();
        return new RpcError(error.status(), code, error.message(), error.data());
    }

    /** In the older revisions 404 would mean that a session has ended. */
    private static RpcError methodNotFound(McpRequest request) {
        return new RpcError(request.modern() ? 404 : 200, RpcError.METHOD_NOT_FOUND, "Method not found");
    }
}
