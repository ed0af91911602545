package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.logging.RequestLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back over HTTP: plain JSON, or an event stream once something has to be said before the answer. */
final class ResponseChannel implements ClientChannel {
    private static final Logger log = LoggerFactory.getLogger(ResponseChannel.class);

    private final Way way;
    private final boolean streamAccepted;
    private final boolean endsWithConnection;
    private boolean streaming;
    private boolean ended;
    private boolean gone;
    private boolean cancelled;

    /**
     * A request whose body has arrived, until it is answered.
     *
     * @param async completed with the answer
     * @param answers writes plain JSON
     * @param room what the body takes
     */
    record Way(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            HttpAnswers answers,
            BodyRoom.Lease room) {
        /** Sends a whole answer. */
        void end(Reply reply) {
            try {
                answers.write(request, response, reply);
            } catch (IOException e) {
                log.info("The client was gone before its answer");
            } catch (RuntimeException | Error e) {
                log.error("An answer could not be written", e);
                answers.failed(response);
            } finally {
                close();
            }
        }

        /** Sends what is written, and ends the request. */
        void close() {
            room.close();
            try {
                async.complete();
            } catch (IllegalStateException e) {
                log.debug("The server had ended the request already");
            }
        }
    }

    /** @param asking what is answered */
    ResponseChannel(McpRequest asking, Way way) {
        this.way = way;
        this.endsWithConnection = asking.modern();
        String accept = way.request().getHeader("Accept");
        this.streamAccepted = accept != null && accept.contains("text/event-stream");
    }

    @Override
    public boolean takesStreams() {
        return streamAccepted;
    }

    @Override
    public void detach() {
        // A request is asynchronous from its first byte on. Calls are bounded by the timeouts of the way to Resend,
        // streams
        // by their age.
    }

    @Override
    public void unlogged() {
        way.request().setAttribute(RequestLog.UNLOGGED, true);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    /** A server learns only by writing that a client has hung up. In the older revisions that does not end a call. */
    @Override
    public synchronized boolean unwanted() {
        return cancelled || (gone && endsWithConnection);
    }

    @Override
    public synchronized void send(ObjectNode notification) {
        if (streamAccepted && !ended && !gone && !cancelled) {
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

    /** Sends the answer, as JSON or as the last event; also to a cancelled request, since HTTP wants a response. */
    @Override
    public synchronized void finish(Reply reply) {
        if (ended) {
            return;
        }
        ended = true;
        if (!streaming) {
            way.end(reply);
        } else {
            if (!gone) {
                write("event: message\ndata: " + new String(way.answers().json(reply), StandardCharsets.UTF_8)
                        + "\n\n");
            }
            way.close();
        }
    }

    private void write(String event) {
        try {
            HttpServletResponse response = way.response();
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
