package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.call.Caller;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.call.Batch;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.http.AccessControl.RefusedException;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator.Headers;
import dev.resendmcp.mcp.message.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
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

    private final transient McpProtocol protocol;
    private final transient AccessControl access;
    private final transient TrafficLimits traffic;
    private final transient BodyReader bodies;
    private final transient ObjectMapper mapper;
    private final transient ConnectPage page = new ConnectPage();

    /**
     * @param callers gives the caller for a bearer token, if it is a good one
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
        this.access = new AccessControl(settings, callers, metrics, refusals);
        this.traffic = traffic;
        this.bodies = new BodyReader(traffic, metrics, refusals);
        this.mapper = mapper;
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
        ClientIdentity client;
        try {
            WebPaths path = access.locate(request);
            CrossOrigin.allow(request, response);
            if (greeted(path, request, response)) {
                return;
            }
            client = access.admit(request);
        } catch (RefusedException e) {
            bodies.refuse(request, response, e.error(), e.headers());
            return;
        }
        Caller payer = client.payer();
        bodies.read(
                request,
                response,
                payer,
                (message, lease, async) -> answer(
                        new HttpExchange(request, response, async, payer, lease, mapper, traffic), client, message));
    }

    /** Answers what is not MCP, but habit of browsers and clients. None of it needs a token. */
    private boolean greeted(WebPaths path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (CrossOrigin.isPreflight(request)) {
            CrossOrigin.answerPreflight(request, response);
        } else if (path == WebPaths.OAUTH) {
            byte[] body = mapper.writeValueAsBytes(access.withoutOAuth(request));
            ResponseWriter.begin(response, HttpServletResponse.SC_NOT_FOUND, body.length);
            response.getOutputStream().write(body);
        } else if (ConnectPage.isWanted(request)) {
            page.write(request, response);
        } else {
            return false;
        }
        return true;
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
