package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.call.Caller;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier.Asked;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP over HTTP at {@code /mcp} and {@code /}: one JSON message in, one JSON answer out, no sessions. Everything that goes
 * wrong is answered in JSON-RPC; nothing of Java ever shows.
 */
public final class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(McpServlet.class);
    private static final Set<String> PATHS = Set.of("/", "/mcp");

    private final transient McpProtocol protocol;
    private final transient AccessControl guard;
    private final transient TrafficLimits traffic;
    private final transient BodyReader bodies;
    private final transient HttpReplies answers;
    private final transient McpMetrics metrics;
    private final transient RefusalLog refusals;

    /**
     * @param protocol answers
     * @param settings allow-lists
     * @param traffic bounds of what arrives and of what is not read yet
     * @param callers gives the caller for a bearer token, if it is a good one
     * @param metrics of refusals
     * @param refusals logs them
     * @param mapper plain JSON, without naming strategy
     */
    public McpServlet(
            McpProtocol protocol,
            McpSettings settings,
            TrafficLimits traffic,
            Function<Optional<String>, Optional<Caller>> callers,
            McpMetrics metrics,
            RefusalLog refusals,
            ObjectMapper mapper) {
        this.protocol = protocol;
        this.guard = new AccessControl(settings, callers);
        this.traffic = traffic;
        this.answers = new HttpReplies(mapper, metrics, refusals, traffic);
        this.bodies = new BodyReader(traffic, answers);
        this.metrics = metrics;
        this.refusals = refusals;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            serve(request, response);
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("Request failed inside the service", e);
            answers.failed(response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!PATHS.contains(request.getRequestURI())) {
            refusals.refused(request, "path");
            RpcError error = new RpcError(404, RpcError.INVALID_REQUEST, "MCP is served at /mcp");
            answers.refuse(request, response, error, Map.of());
            return;
        }
        Optional<AccessControl.Refusal> refusal = guard.refuse(request);
        if (refusal.isPresent()) {
            refuse(request, response, refusal.get());
            return;
        }
        Optional<Caller> caller = guard.caller(request);
        if (caller.isEmpty()) {
            refuse(request, response, guard.unauthorized(request));
            return;
        }
        if (!request.getMethod().equals("POST")) {
            refusals.refused(request, "method");
            RpcError error = new RpcError(405, RpcError.INVALID_REQUEST, "Send MCP messages with POST");
            answers.refuse(request, response, error, Map.of("Allow", "POST"));
            return;
        }
        ClientIdentity sender = ClientIdentity.of(caller.get(), request);
        Caller payer = sender.payer();
        bodies.read(request, response, payer, (message, room, async) -> {
            HttpExchange exchange = new HttpExchange(request, response, async, payer, room, answers, traffic);
            dispatch(exchange, sender, message);
        });
    }

    /** Whatever goes wrong is an answer too. */
    private void dispatch(HttpExchange exchange, ClientIdentity sender, JsonNode body) {
        try {
            Optional<String> version = Optional.ofNullable(exchange.request().getHeader("MCP-Protocol-Version"));
            Message message = protocol.classify(version, body);
            if (message instanceof Asked asked) {
                answer(exchange, sender, asked.request());
            } else if (message instanceof Reject reject) {
                RpcError error = reject.error();
                exchange.end(Reply.error(reject.id(), error));
            } else {
                protocol.take(sender, (Notification) message);
                exchange.end(202);
            }
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("Request failed inside the service", e);
            exchange.fail();
        }
    }

    private void answer(HttpExchange exchange, ClientIdentity sender, McpRequest asked) {
        protocol.answer(
                sender,
                asked,
                Optional.of(name -> Collections.list(exchange.request().getHeaders(name))),
                new ResponseChannel(asked, exchange));
        if (!protocol.mayWait(asked)) {
            // Only calls that wait need their body until they are answered; streams do not.
            exchange.forgetBody();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AccessControl.Refusal refusal)
            throws IOException {
        metrics.refused(refusal.reason());
        switch (refusal.reason()) {
            case "host" -> refusals.refusedName(request, refusal.reason(), "Host", "MCP_ALLOWED_HOSTS");
            case "origin" -> refusals.refusedName(request, refusal.reason(), "Origin", "MCP_ALLOWED_ORIGINS");
            default -> refusals.refused(request, refusal.reason());
        }
        answers.refuse(request, response, refusal.error(), refusal.headers());
    }
}
