package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final HttpAnswers answers;
    private final BodyBudget.Lease room;
    private final boolean streamAccepted;
    private final boolean endsWithConnection;
    private AsyncContext async;
    private boolean streaming;
    private boolean ended;
    private boolean gone;
    private boolean cancelled;

    /**
     * @param asking what is answered
     * @param answers writes plain JSON
     * @param room given back with the answer
     */
    ResponseChannel(
            McpRequest asking,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpAnswers answers,
            BodyBudget.Lease room) {
        this.endsWithConnection = asking.modern();
        this.request = request;
        this.response = response;
        this.answers = answers;
        this.room = room;
        String accept = request.getHeader("Accept");
        this.streamAccepted = accept != null && accept.contains("text/event-stream");
    }

    @Override
    public boolean takesStreams() {
        return streamAccepted;
    }

    @Override
    public synchronized void detach() {
        async = request.startAsync();
        // Calls are bounded by the timeouts of the way to Resend, streams by their age.
        async.setTimeout(0);
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
        try {
            if (streaming && !gone) {
                write("event: message\ndata: " + new String(answers.json(reply), StandardCharsets.UTF_8) + "\n\n");
            } else if (!streaming) {
                answers.write(request, response, reply);
            }
        } catch (IOException e) {
            log.info("The client was gone before its answer");
        } catch (RuntimeException | Error e) {
            log.error("An answer could not be written", e);
            answers.failed(response);
        } finally {
            close();
        }
    }

    private void close() {
        room.close();
        if (async != null) {
            try {
                async.complete();
            } catch (IllegalStateException e) {
                log.debug("The server had ended the request already");
            }
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
