package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.RequestHandler.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The way back to one client: plain JSON, or an event stream once something has to be said before the answer. Safe for use
 * by the thread of the call and that of the ticker.
 */
final class ResponseChannel implements ClientChannel {
    private final HttpServletResponse response;
    private final ObjectMapper mapper;
    private final boolean streamAccepted;
    private final boolean endsWithConnection;
    private boolean streaming;
    private boolean ended;
    private boolean gone;

    ResponseChannel(McpRequest asking, HttpServletRequest request, HttpServletResponse response, ObjectMapper mapper) {
        this.endsWithConnection = asking.modern();
        this.response = response;
        this.mapper = mapper;
        String accept = request.getHeader("Accept");
        this.streamAccepted = accept != null && accept.contains("text/event-stream");
    }

    /** Whether the client takes event streams. */
    boolean takesStreams() {
        return streamAccepted;
    }

    /** Whether the client is known to have hung up. A server learns of that only by writing. */
    synchronized boolean gone() {
        return gone;
    }

    /** In the older revisions a dropped connection does not end a call. */
    @Override
    public synchronized void ifAbandoned(Runnable action) {
        if (gone && endsWithConnection && !ended) {
            action.run();
        }
    }

    @Override
    public synchronized void send(ObjectNode notification) {
        if (streamAccepted && !ended && !gone) {
            write("event: message\ndata: " + notification + "\n\n");
        }
    }

    /** A comment; it also keeps proxies from hanging up. */
    @Override
    public synchronized void keepAlive() {
        if (streamAccepted && !ended && !gone) {
            write(": waiting\n\n");
        }
    }

    /** Sends the answer, as JSON or as the last event. */
    synchronized void finish(Reply reply) throws IOException {
        ended = true;
        byte[] body = mapper.writeValueAsBytes(reply.body());
        if (streaming) {
            write("event: message\ndata: " + new String(body, StandardCharsets.UTF_8) + "\n\n");
        } else {
            response.setStatus(reply.status());
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private void write(String event) {
        try {
            if (!streaming) {
                streaming = true;
                response.setStatus(200);
                response.setContentType("text/event-stream");
                response.setCharacterEncoding("UTF-8");
                response.setHeader("Cache-Control", "no-cache, no-transform");
                response.setHeader("X-Accel-Buffering", "no");
            }
            response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            gone = true;
        }
    }
}
