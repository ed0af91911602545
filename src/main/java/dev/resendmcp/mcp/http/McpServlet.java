package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.call.Batch;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator.Headers;
import dev.resendmcp.mcp.message.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP over HTTP at {@code /mcp} and {@code /}: one JSON message in, one JSON answer out, no sessions, and streams of announcements.
 * Everything that goes wrong is answered in JSON-RPC; nothing of Java ever shows.
 */
public final class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** Attribute of a request that was held back: why it is refused. */
    private static final String HELD = McpServlet.class.getName() + ".held";

    private static final Logger log = LoggerFactory.getLogger(McpServlet.class);

    private final transient McpProtocol protocol;
    private final transient AccessControl access;
    private final transient CallerChecks checks;
    private final transient TrafficLimits traffic;
    private final transient BodyReader bodies;
    private final transient ObjectMapper mapper;
    private final transient ConnectPage page = new ConnectPage();
    private final transient ScheduledExecutorService timer;

    /**
     * @param mapper plain JSON, without naming strategy
     * @param timer runs short tasks
     */
    public McpServlet(
            McpProtocol protocol,
            McpSettings settings,
            TrafficLimits traffic,
            Entrance entrance,
            McpMetrics metrics,
            RefusalLog refusals,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        this.protocol = protocol;
        this.access = new AccessControl(settings, entrance, metrics, refusals);
        this.checks = new CallerChecks(access);
        this.traffic = traffic;
        this.bodies = new BodyReader(traffic, metrics, refusals);
        this.mapper = mapper;
        this.timer = timer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            serve(request, response);
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("Request failed inside the service", e);
            ResponseWriter.writeFailure(response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(HELD) instanceof RefusedException refusal) {
            access.failures().release();
            bodies.refuse(request, response, refusal.error(), refusal.headers());
            return;
        }
        ClientIdentity client;
        try {
            WebPaths path = access.locate(request);
            CrossOrigin.allow(request, response);
            if (greeted(path, request, response)) {
                return;
            }
            client = access.admit(request);
        } catch (RefusedException e) {
            refuse(request, response, e);
            return;
        } catch (UnknownCallerException e) {
            await(request, response, e);
            return;
        }
        if (AnnouncementStream.isWanted(request)) {
            AnnouncementStream.open(protocol, client, request, response, mapper, traffic);
            return;
        }
        Caller payer = client.payer();
        bodies.read(
                request,
                response,
                payer,
                (message, lease, async) -> answer(
                        new HttpExchange(request, response, async, payer, lease::close, mapper, traffic),
                        client,
                        message));
    }

    /** Answers what is not MCP, but habit of browsers and clients. None of it needs a token. */
    private boolean greeted(WebPaths path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (CrossOrigin.isPreflight(request)) {
            CrossOrigin.answerPreflight(request, response);
        } else if (path == WebPaths.OAUTH) {
            Optional<ObjectNode> metadata = access.metadata(request);
            byte[] body =
                    mapper.writeValueAsBytes(metadata.isPresent() ? metadata.get() : access.withoutOAuth(request));
            int status = metadata.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND;
            ResponseWriter.begin(response, status, body.length);
            response.getOutputStream().write(body);
        } else if (ConnectPage.isWanted(request)) {
            page.write(request, response);
        } else {
            return false;
        }
        return true;
    }

    private void await(HttpServletRequest request, HttpServletResponse response, UnknownCallerException unknown)
            throws IOException {
        try {
            checks.await(request, unknown);
        } catch (RefusedException e) {
            refuse(request, response, e);
        }
    }

    /** Answers a request that is not let in, later if its client has shown wrong tokens before. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, RefusedException refusal)
            throws IOException {
        if (refusal.delay().isZero() || !access.failures().hold()) {
            bodies.refuse(request, response, refusal.error(), refusal.headers());
            return;
        }
        request.setAttribute(HELD, refusal);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Future<?> unused = timer.schedule(() -> dispatch(async), refusal.delay().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void dispatch(AsyncContext held) {
        try {
            held.dispatch();
        } catch (IllegalStateException e) {
            // The client has gone, and its request with it.
            access.failures().release();
        }
    }

    /** Whatever goes wrong is an answer too. */
    private void answer(HttpExchange exchange, ClientIdentity client, JsonNode body) {
        try {
            Optional<String> version = Optional.ofNullable(exchange.request().getHeader("MCP-Protocol-Version"));
            if (Batch.isServed(body, version)) {
                Batch.answer(protocol, client, body, exchange);
                return;
            }
            Message message = protocol.classify(version, body);
            if (message instanceof McpRequest request) {
                answer(exchange, client, request);
            } else if (message instanceof Reject reject) {
                exchange.finish(Reply.error(reject.id(), reject.error()));
            } else {
                protocol.take(client, (Notification) message);
                exchange.end(202);
            }
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("Request failed inside the service", e);
            exchange.fail();
        }
    }

    private void answer(HttpExchange exchange, ClientIdentity client, McpRequest request) {
        if (request.modern()) {
            exchange.cancelOnHangUp();
        }
        Headers headers = name -> Collections.list(exchange.request().getHeaders(name));
        if (!protocol.answer(client, request, Optional.of(headers), exchange)) {
            // Only calls that wait need their body until they are answered; streams do not.
            exchange.forgetBody();
        }
    }
}
