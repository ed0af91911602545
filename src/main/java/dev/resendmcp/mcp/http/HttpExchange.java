package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.logging.RequestLog;
import dev.resendmcp.mcp.call.ClientChannel;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose body has arrived, until its answer is written: as plain JSON, or as an event stream once something has to be
 * said before the answer. What clients have not read yet has a share of the memory per caller, and a time.
 */
final class HttpExchange implements ClientChannel {
    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    /** What the server buffers without waiting for the client. */
    private static final int AT_ONCE = 8_192;
    /** Events behind that are dropped: they only say how a call stands. */
    private static final int MOST_UNSENT = 8_192;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Caller payer;
    private final Runnable forgetBody;
    private final ObjectMapper mapper;
    private final TrafficLimits traffic;
    private final boolean streamAccepted;
    private ResponseWriter out;
    private long held;
    private boolean hangUpCancels;
    private boolean streaming;
    private boolean ended;
    private boolean cancelled;

    /**
     * @param async of the request; completed with the answer
     * @param payer whose share the answer takes
     * @param forgetBody gives back what the body takes; may run more than once
     */
    HttpExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Caller payer,
            Runnable forgetBody,
            ObjectMapper mapper,
            TrafficLimits traffic) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.payer = payer;
        this.forgetBody = forgetBody;
        this.mapper = mapper;
        this.traffic = traffic;
        String accept = request.getHeader("Accept");
        this.streamAccepted = accept != null && accept.contains("text/event-stream");
    }

    HttpServletRequest request() {
        return request;
    }

    /** From now on, a client that hangs up cancels its request. In the older revisions it does not. */
    synchronized void cancelOnHangUp() {
        hangUpCancels = true;
    }

    /** Gives back what the body takes. */
    void forgetBody() {
        forgetBody.run();
    }

    /** Ends the request with a status and no body. */
    void end(int status) {
        response.setStatus(status);
        complete();
    }

    /** Ends the request with a failure of the service, if nothing was written yet. */
    void fail() {
        ResponseWriter.writeFailure(response);
        complete();
    }

    @Override
    public boolean takesStreams() {
        return streamAccepted;
    }

    @Override
    public void detach() {
        // A request is asynchronous from the first byte of its body on.
    }

    @Override
    public void unlogged() {
        request.setAttribute(RequestLog.UNLOGGED, true);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    /** A server learns only by writing that a client has hung up. */
    @Override
    public synchronized boolean unwanted() {
        return cancelled || (hangUpCancels && out != null && out.ended());
    }

    @Override
    public synchronized void send(ObjectNode notification) {
        if (!cancelled) {
            event("event: message\ndata: " + notification + "\n\n");
        }
    }

    /** A comment; it also keeps proxies from hanging up. */
    @Override
    public synchronized void keepAlive() {
        event(": waiting\n\n");
    }

    /** Sends an event that may be lost. */
    private void event(String text) {
        if (streamAccepted && !ended && stream() && out.unsent() < MOST_UNSENT) {
            out.send(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends the answer, as JSON or as the last event. A cancelled request gets none: its stream ends. */
    @Override
    public synchronized void finish(Reply reply) {
        if (ended) {
            return;
        }
        ended = true;
        if (cancelled) {
            endUnanswered();
        } else if (reply.isEmpty()) {
            end(202);
        } else if (!streaming) {
            write(reply);
        } else if (stream()) {
            byte[] json = reply.json(mapper);
            byte[] fitting = withoutRoom(reply, json.length)
                    .map(shorter -> shorter.json(mapper))
                    .orElse(json);
            out.send(("event: message\ndata: " + new String(fitting, StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            endWriting();
        }
    }

    private void endUnanswered() {
        if (!streamAccepted) {
            end(202);
        } else if (stream()) {
            endWriting();
        }
    }

    private void write(Reply reply) {
        try {
            byte[] json = reply.json(mapper);
            Optional<Reply> shorter = withoutRoom(reply, json.length);
            if (shorter.isPresent()) {
                json = shorter.get().json(mapper);
            }
            ResponseWriter.begin(response, shorter.orElse(reply).status(), json.length);
            if (json.length <= AT_ONCE) {
                response.getOutputStream().write(json);
                complete();
            } else {
                out = new ResponseWriter(response.getOutputStream(), this::complete);
                out.send(json);
                endWriting();
            }
        } catch (IOException e) {
            log.info("The client was gone before its answer");
            complete();
        } catch (RuntimeException | Error e) {
            log.error("An answer could not be written", e);
            fail();
        }
    }

    /** Begins the events where they have not begun; false when nobody reads them. */
    private boolean stream() {
        streaming = true;
        try {
            if (out == null) {
                ResponseWriter.beginStream(response);
                out = new ResponseWriter(response.getOutputStream(), this::complete);
            }
            return !out.ended();
        } catch (IOException e) {
            complete();
            return false;
        }
    }

    private void endWriting() {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        out.finish(traffic.transfers(), connection::close);
    }

    /** What is sent instead of an answer when its caller leaves so much unread that it has no room. */
    private Optional<Reply> withoutRoom(Reply reply, long size) {
        if (size <= AT_ONCE) {
            return Optional.empty();
        }
        Grant grant = traffic.unread().takeWithOneLarger(payer, size);
        if (grant == Grant.GRANTED) {
            held = size;
            return Optional.empty();
        }
        traffic.answerDropped();
        log.atInfo().addKeyValue("bytes", size).log("Dropped an answer: too many answers wait to be read");
        return Optional.of(Reply.error(reply.body().get("id"), RpcError.unread(grant == Grant.CALLER_FULL)));
    }

    private void complete() {
        forgetBody.run();
        traffic.unread().give(payer, held);
        held = 0;
        try {
            async.complete();
        } catch (IllegalStateException e) {
            log.debug("The server had ended the request already");
        }
    }
}
