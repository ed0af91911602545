package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes JSON over HTTP. Prepared results go out as they are; the server compresses the rest where it compresses. */
final class HttpReplies {
    private static final Logger log = LoggerFactory.getLogger(HttpReplies.class);

    private final ObjectMapper mapper;
    private final McpMetrics metrics;
    private final RefusalLog refusals;
    private final TransferMonitor watch;
    private final long toDrop;

    /**
     * @param mapper plain JSON, without naming strategy
     * @param metrics of refused bodies
     * @param refusals logs them
     * @param traffic bounds of what arrives
     */
    HttpReplies(ObjectMapper mapper, McpMetrics metrics, RefusalLog refusals, TrafficLimits traffic) {
        this.mapper = mapper;
        this.metrics = metrics;
        this.refusals = refusals;
        this.watch = traffic.watch();
        // A large body that is refused for its token, say, passes over the same connection as one that is not.
        this.toDrop = traffic.limits().content();
    }

    /** The message alone. */
    byte[] json(Reply reply) {
        return reply.json(mapper);
    }

    /** Sets the head of a whole reply; the server compresses the body if the client accepts that. */
    void begin(HttpServletResponse response, int status, byte[] body) {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
    }

    /** Sets the head of an answer in events. */
    void beginStream(HttpServletResponse response) {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** Writes a refusal of something that has no id yet, once the rest of its body has passed. */
    void refuse(HttpServletRequest request, HttpServletResponse response, RpcError error, Map<String, String> headers)
            throws IOException {
        headers.forEach(response::setHeader);
        RequestBody.drop(request, response, toDrop, watch, async -> {
            tell(response, error);
            async.complete();
        });
    }

    /** Writes the refusal of a body, once the rest of it has passed. */
    void refuse(HttpServletRequest request, HttpServletResponse response, BodyRefusedException refusal)
            throws IOException {
        note(request, refusal);
        refuse(request, response, refusal.error(), refusal.headers());
    }

    /** Writes the refusal of a body that has passed. */
    void refused(HttpServletRequest request, HttpServletResponse response, BodyRefusedException refusal) {
        note(request, refusal);
        refusal.headers().forEach(response::setHeader);
        tell(response, refusal.error());
    }

    private void note(HttpServletRequest request, BodyRefusedException refusal) {
        metrics.bodyRefused(refusal.reason());
        refusals.refused(request, refusal.reason());
    }

    /** Writes that the service failed, while that can still be said: the server would answer with a page of its own. */
    void failed(HttpServletResponse response) {
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
            tell(response, new RpcError(500, RpcError.INTERNAL_ERROR, "Internal error"));
        }
    }

    private void tell(HttpServletResponse response, RpcError error) {
        try {
            byte[] body = json(Reply.error(null, error));
            begin(response, error.status(), body);
            // Short enough to be buffered.
            response.getOutputStream().write(body);
        } catch (IOException e) {
            log.info("The client was gone before its answer");
        }
    }
}
