package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.mcp.BodyReader.UnreadableBodyException;
import dev.resendmcp.mcp.EraClassifier.Asked;
import dev.resendmcp.mcp.EraClassifier.Message;
import dev.resendmcp.mcp.EraClassifier.Reject;
import dev.resendmcp.mcp.RequestHandler.Reply;
import dev.resendmcp.tools.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * MCP over HTTP at {@code /mcp} and {@code /}: one JSON message in, one JSON answer out, no sessions. Everything that goes
 * wrong is answered in JSON-RPC; nothing of Java ever shows.
 */
public final class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(McpServlet.class);
    private static final Set<String> PATHS = Set.of("/", "/mcp");

    private final transient RequestGuard guard;
    private final transient BodyReader bodies;
    private final transient EraClassifier classifier = new EraClassifier();
    private final transient ModernForm form;
    private final transient RequestHandler requests;
    private final transient ProgressTicker ticker;
    private final transient ListenHub listens;
    private final transient CallExecutor executor;
    private final transient McpListener listener;
    private final transient ObjectMapper mapper;

    /**
     * @param engine answers
     * @param settings allow-lists and bounds
     * @param callers gives the caller for a bearer token, if it is a good one
     * @param executor runs tool calls
     * @param ticker tells clients where their calls stand
     * @param listens keeps the streams of those who listen
     * @param listener hears of operations and refusals
     * @param mapper plain JSON, without naming strategy
     */
    public McpServlet(
            McpEngine engine,
            McpSettings settings,
            Function<Optional<String>, Optional<Caller>> callers,
            CallExecutor executor,
            ProgressTicker ticker,
            ListenHub listens,
            McpListener listener,
            ObjectMapper mapper) {
        this.guard = new RequestGuard(settings, callers);
        this.bodies = new BodyReader(settings.maxBodySize().toBytes());
        this.form = new ModernForm(engine.mirroredArguments());
        this.requests = new RequestHandler(engine, listener, mapper);
        this.ticker = ticker;
        this.listens = listens;
        this.executor = executor;
        this.listener = listener;
        this.mapper = mapper;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String requestId = UUID.randomUUID().toString();
        response.setHeader("X-Request-Id", requestId);
        MDC.put("request_id", requestId);
        try {
            serve(request, response, requestId);
        } catch (RuntimeException | Error e) {
            failed(response, e);
        } finally {
            MDC.clear();
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String requestId) throws IOException {
        if (!PATHS.contains(request.getRequestURI())) {
            refuse(response, new RpcError(404, RpcError.INVALID_REQUEST, "MCP is served at /mcp"), Map.of());
            return;
        }
        Optional<RequestGuard.Refusal> refusal = guard.refuse(request);
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
            return;
        }
        Optional<Caller> caller = guard.caller(request);
        if (caller.isEmpty()) {
            refuse(response, guard.unauthorized(request));
            return;
        }
        if (!request.getMethod().equals("POST")) {
            RpcError error = new RpcError(405, RpcError.INVALID_REQUEST, "Send MCP messages with POST");
            refuse(response, error, Map.of("Allow", "POST"));
            return;
        }
        try {
            BodyReader.Body body = bodies.read(request);
            dispatch(request, response, new Posted(requestId, caller.get(), body));
        } catch (UnreadableBodyException e) {
            refuse(response, e.error(), Map.of());
        }
    }

    /** A message that came through the door. */
    private record Posted(String requestId, Caller caller, BodyReader.Body body) {}

    private void dispatch(HttpServletRequest request, HttpServletResponse response, Posted posted) throws IOException {
        Optional<String> version = Optional.ofNullable(request.getHeader("MCP-Protocol-Version"));
        Message message = classifier.classify(version, posted.body().json());
        if (message instanceof Asked asked) {
            answer(request, response, posted, asked.request());
            return;
        }
        if (message instanceof Reject reject) {
            write(response, reject.error().status(), reject.error().body(reject.id()));
        } else {
            response.setStatus(202);
        }
        posted.body().room().close();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Posted posted, McpRequest asking)
            throws IOException {
        Optional<RpcError> wrong = asking.modern()
                ? form.wrong(asking, name -> Collections.list(request.getHeaders(name)))
                : Optional.empty();
        if (wrong.isEmpty() && RequestHandler.mayWait(asking)) {
            later(request, response, posted, asking);
            return;
        }
        boolean open = false;
        if (wrong.isEmpty() && asking.modern() && asking.method().equals(ListenHub.METHOD)) {
            wrong = listen(request, response, posted, asking);
            open = wrong.isEmpty();
        }
        if (!open) {
            Reply reply = wrong.map(error -> new Reply(error.status(), error.body(asking.id())))
                    .orElseGet(() -> requests.answer(new McpExchange(posted.caller()), asking));
            write(response, reply.status(), reply.body());
        }
        posted.body().room().close();
    }

    /** Opens a stream, or tells why not. */
    private Optional<RpcError> listen(
            HttpServletRequest request, HttpServletResponse response, Posted posted, McpRequest asking) {
        long begin = System.nanoTime();
        ResponseChannel channel = new ResponseChannel(asking, request, response, mapper);
        Optional<RpcError> refusal = HttpSubscriber.open(listens, posted.caller(), asking, channel, request);
        String error = refusal.map(wrong -> String.valueOf(wrong.code())).orElse("");
        listener.completed(asking.method(), "", error, asking.version(), Duration.ofNanos(System.nanoTime() - begin));
        return refusal;
    }

    private void later(HttpServletRequest request, HttpServletResponse response, Posted posted, McpRequest asking)
            throws IOException {
        AsyncContext async = request.startAsync();
        // Every call is bounded by the timeouts of the way to Resend.
        async.setTimeout(0);
        ResponseChannel channel = new ResponseChannel(asking, request, response, mapper);
        boolean taken = executor.run(posted.caller(), () -> {
            MDC.put("request_id", posted.requestId());
            Future<?> following = ticker.follow(Thread.currentThread(), asking, channel);
            try {
                Reply reply = requests.answer(new McpExchange(posted.caller()), asking);
                following.cancel(false);
                channel.finish(reply);
            } catch (IOException e) {
                log.info("The client was gone before its answer");
            } catch (RuntimeException | Error e) {
                failed(response, e);
            } finally {
                following.cancel(false);
                MDC.clear();
                posted.body().room().close();
                async.complete();
            }
        });
        if (!taken) {
            posted.body().room().close();
            try {
                channel.finish(requests.busy(posted.caller(), asking));
            } finally {
                async.complete();
            }
        }
    }

    /** Also after an error of the JVM, such as no memory: the server would answer with a page of its own. */
    private void failed(HttpServletResponse response, Throwable failure) {
        log.error("Request failed inside the service", failure);
        try {
            if (!response.isCommitted()) {
                refuse(response, new RpcError(500, RpcError.INTERNAL_ERROR, "Internal error"), Map.of());
            }
        } catch (IOException e) {
            log.info("The client was gone before its answer");
        }
    }

    private void refuse(HttpServletResponse response, RequestGuard.Refusal refusal) throws IOException {
        listener.refused(refusal.reason());
        log.atWarn().addKeyValue("reason", refusal.reason()).log("Refused a request at the door");
        refuse(response, refusal.error(), refusal.headers());
    }

    private void refuse(HttpServletResponse response, RpcError error, Map<String, String> headers) throws IOException {
        headers.forEach(response::setHeader);
        write(response, error.status(), error.body(null));
    }

    private void write(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
