package dev.resendmcp.mcp.http;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.limits.CallerShares;
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
 * A request whose body has arrived, until its answer is written: whole, or as events. What clients have not read yet has a
 * share of the memory per caller, and a time.
 */
final class HttpExchange {
    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    /** What the server buffers without waiting for the client. */
    private static final int AT_ONCE = 8_192;
    /** Events behind that are dropped: they only say how a call stands. */
    private static final int MOST_UNSENT = 8_192;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Caller payer;
    private final BodyMemory.Lease room;
    private final HttpReplies answers;
    private final TrafficLimits traffic;
    private ResponseWriter out;
    private long held;

    /**
     * @param async of the request; completed with the answer
     * @param payer whose share the answer takes
     * @param room what the body takes, until the answer is written
     */
    HttpExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Caller payer,
            BodyMemory.Lease room,
            HttpReplies answers,
            TrafficLimits traffic) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.payer = payer;
        this.room = room;
        this.answers = answers;
        this.traffic = traffic;
    }

    HttpServletRequest request() {
        return request;
    }

    /** Gives back what the body takes. */
    void forgetBody() {
        room.close();
    }

    /** Ends the request with a status and no body. */
    void end(int status) {
        response.setStatus(status);
        complete();
    }

    /** Ends the request with a failure of the service, if nothing was written yet. */
    void fail() {
        answers.failed(response);
        complete();
    }

    /** Ends the request with an answer. */
    synchronized void end(Reply reply) {
        try {
            Reply fitting = reply;
            byte[] body = answers.json(reply);
            Optional<Reply> shorter = withoutRoom(reply, body.length);
            if (shorter.isPresent()) {
                fitting = shorter.get();
                body = answers.json(fitting);
            }
            answers.begin(response, fitting.status(), body);
            if (body.length <= AT_ONCE) {
                response.getOutputStream().write(body);
                complete();
            } else {
                open().send(body);
                finish();
            }
        } catch (IOException e) {
            log.info("The client was gone before its answer");
            complete();
        } catch (RuntimeException | Error e) {
            log.error("An answer could not be written", e);
            fail();
        }
    }

    /** Sends an event that may be lost. */
    synchronized void event(String text) {
        if (stream() && out.unsent() < MOST_UNSENT) {
            out.send(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Ends the events with the answer. */
    synchronized void endWithEvent(Reply reply) {
        if (stream()) {
            byte[] json = answers.json(reply);
            byte[] fitting = withoutRoom(reply, json.length).map(answers::json).orElse(json);
            out.send(("event: message\ndata: " + new String(fitting, StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            finish();
        }
    }

    /** Whether the client is known to have hung up. */
    synchronized boolean gone() {
        return out != null && out.ended();
    }

    /** Begins the events where they have not begun; false when nobody reads them. */
    private boolean stream() {
        try {
            if (out == null) {
                answers.beginStream(response);
                open();
            }
            return !out.ended();
        } catch (IOException e) {
            complete();
            return false;
        }
    }

    private ResponseWriter open() throws IOException {
        out = new ResponseWriter(response.getOutputStream(), this::complete);
        return out;
    }

    private void finish() {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        out.finish(traffic.watch(), connection::close);
    }

    /** What is sent instead of an answer when its caller leaves so much unread that it has no room. */
    private Optional<Reply> withoutRoom(Reply reply, long size) {
        if (size <= AT_ONCE) {
            return Optional.empty();
        }
        CallerShares.Grant grant = traffic.unread().takeWithOneLarger(payer, size);
        if (grant == CallerShares.Grant.GRANTED) {
            held = size;
            return Optional.empty();
        }
        traffic.answerDropped();
        log.atInfo().addKeyValue("bytes", size).log("Dropped an answer: too many answers wait to be read");
        RpcError error = new RpcError(
                grant == CallerShares.Grant.CALLER_FULL ? 429 : 503,
                RpcError.INTERNAL_ERROR,
                "The request was carried out, but its answer has no room: too many answers of "
                        + (grant == CallerShares.Grant.CALLER_FULL ? "this caller" : "all callers")
                        + " wait to be read");
        return Optional.of(Reply.error(reply.body().get("id"), error));
    }

    private void complete() {
        room.close();
        traffic.unread().give(payer, held);
        held = 0;
        try {
            async.complete();
        } catch (IllegalStateException e) {
            log.debug("The server had ended the request already");
        }
    }
}
