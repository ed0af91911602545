package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.http.RequestBody.End;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.limits.CallerShares;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.MessageParser;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads what clients post, strictly and within bounds: of bodies that arrive at one time and of the memory that they take,
 * each with a share per caller.
 */
final class BodyReader {
    private final BodyLimits limits;
    private final MessageParser parser;
    private final BodyMemory room;
    private final CallerShares places;
    private final TransferMonitor watch;
    private final HttpReplies answers;

    /**
     * @param traffic the bounds
     * @param answers writes refusals
     */
    BodyReader(TrafficLimits traffic, HttpReplies answers) {
        this.limits = traffic.limits();
        this.parser = new MessageParser(limits);
        this.room = traffic.room();
        this.places = traffic.places();
        this.watch = traffic.watch();
        this.answers = answers;
    }

    /** What becomes of a message. */
    interface Receiver {
        /**
         * The whole message has arrived.
         *
         * @param room to be closed when the call is answered
         * @param request to be completed
         */
        void received(JsonNode message, BodyMemory.Lease room, AsyncContext request);
    }

    /** Reads the body of a request and hands it on, or answers that it is refused; when it has arrived, without waiting. */
    void read(HttpServletRequest request, HttpServletResponse response, Caller caller, Receiver receiver)
            throws IOException {
        boolean gzip;
        try {
            gzip = checkHead(request);
            enter(caller);
        } catch (BodyRefusedException e) {
            answers.refuse(request, response, e);
            return;
        }
        MessageBody body = new MessageBody(limits, parser, room.lease(caller), gzip);
        Reading reading = new Reading(body, response, caller, receiver);
        try {
            RequestBody.read(request, response, limits.content(), watch, reading);
        } catch (IOException | RuntimeException | Error e) {
            reading.leave();
            throw e;
        }
    }

    /** Whether the body is compressed. */
    private boolean checkHead(HttpServletRequest request) throws BodyRefusedException {
        // Not getContentType(): that looks the charset up, which a client may have made up.
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw BodyRefusedException.contentType();
        }
        if (request.getContentLengthLong() > limits.content()) {
            throw BodyRefusedException.tooLarge(limits);
        }
        String encoding = request.getHeader("Content-Encoding");
        boolean gzip = encoding != null && encoding.strip().equalsIgnoreCase("gzip");
        if (!gzip && encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw BodyRefusedException.encoding();
        }
        return gzip;
    }

    private void enter(Caller caller) throws BodyRefusedException {
        CallerShares.Grant grant = places.take(caller, 1);
        if (grant != CallerShares.Grant.GRANTED) {
            throw BodyRefusedException.noPlace(grant);
        }
    }

    /** One body until it has arrived or is refused. */
    private final class Reading implements RequestBody.Taker {
        private final MessageBody body;
        private final HttpServletResponse response;
        private final Caller caller;
        private final Receiver receiver;
        private BodyRefusedException refusal;
        private boolean left;

        Reading(MessageBody body, HttpServletResponse response, Caller caller, Receiver receiver) {
            this.body = body;
            this.response = response;
            this.caller = caller;
            this.receiver = receiver;
        }

        @Override
        public boolean take(byte[] bytes, int count) {
            try {
                body.take(bytes, count);
                return true;
            } catch (BodyRefusedException e) {
                refusal = e;
                // What is dropped takes no room.
                leave();
                return false;
            }
        }

        @Override
        public void end(End how, AsyncContext request) {
            try {
                JsonNode message = message(how);
                leavePlace();
                receiver.received(message, body.room(), request);
            } catch (BodyRefusedException e) {
                leave();
                answers.refused((HttpServletRequest) request.getRequest(), response, e);
                request.complete();
            }
        }

        private JsonNode message(End how) throws BodyRefusedException {
            if (refusal != null) {
                throw refusal;
            } else if (how != End.WHOLE) {
                throw how == End.SLOW ? BodyRefusedException.slow() : BodyRefusedException.incomplete();
            }
            return body.end();
        }

        private void leave() {
            leavePlace();
            body.room().close();
        }

        private synchronized void leavePlace() {
            if (!left) {
                left = true;
                places.give(caller, 1);
                body.close();
            }
        }
    }
}
