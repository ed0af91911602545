package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.MessageParser;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.MDC;

/**
 * Reads the bodies of requests as they arrive, strictly and within bounds. No thread waits for them.
 *
 * <p>What is not wanted of a body is read and dropped, compressed as it came, before the answer. A server that answers first
 * has to close a connection on which its client still writes. A client, or a proxy that sends the requests of many clients
 * over one connection, may then lose the answer, or the next request. Where the rest is too long, too slow, or comes only when
 * it is asked for, the answer says that the connection closes.
 */
final class BodyReader {
    private static final int PART = 8_192;

    private final TrafficLimits traffic;
    private final MessageParser parser;
    private final McpMetrics metrics;
    private final RefusalLog refusals;

    BodyReader(TrafficLimits traffic, McpMetrics metrics, RefusalLog refusals) {
        this.traffic = traffic;
        this.parser = new MessageParser(traffic.limits());
        this.metrics = metrics;
        this.refusals = refusals;
    }

    /** Reads the message in a request and hands it on, or answers that it is refused. */
    void read(HttpServletRequest request, HttpServletResponse response, Caller caller, MessageReceiver receiver)
            throws IOException {
        MessageBody body;
        try {
            boolean gzip = MessageBody.isCompressed(request, traffic.limits());
            body = new MessageBody(traffic.limits(), parser, traffic.body(caller), gzip);
        } catch (BodyRefusedException e) {
            report(request, e);
            refuse(request, response, e.error(), e.headers());
            return;
        }
        try {
            new Reading(request, response, body, receiver).start();
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    /** Answers a request of whose body nothing is wanted, once that has passed. */
    void refuse(HttpServletRequest request, HttpServletResponse response, RpcError error, Map<String, String> headers)
            throws IOException {
        headers.forEach(response::setHeader);
        if (request.getHeader("Expect") != null) {
            // Even to look at the body would ask for it.
            response.setHeader("Connection", "close");
            ResponseWriter.writeError(response, error);
        } else {
            Reading reading = new Reading(request, response, null, null);
            reading.refusal = error;
            reading.start();
        }
    }

    private void report(HttpServletRequest request, BodyRefusedException refusal) {
        metrics.bodyRefused(refusal.reason());
        refusals.refused(request, refusal.reason());
    }

    /** One body on its way in. */
    private final class Reading implements ReadListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final MessageBody body;
        private final MessageReceiver receiver;
        private final ServletInputStream input;
        private final AsyncContext async;
        private final TransferMonitor.Transfer transfer;
        /** What lines of the log have in common while another thread goes on; null on the thread of the request. */
        private Map<String, String> logged;
        /** Why the rest of the body is not wanted; null while it is. */
        private RpcError refusal;

        private long toDrop = traffic.limits().content();
        private boolean ended;

        /**
         * @param body takes the bytes; null when none are wanted
         * @param receiver of the message; null when there is none
         */
        Reading(HttpServletRequest request, HttpServletResponse response, MessageBody body, MessageReceiver receiver)
                throws IOException {
            this.request = request;
            this.response = response;
            this.body = body;
            this.receiver = receiver;
            this.input = request.getInputStream();
            this.async = request.startAsync();
            // Calls are bounded by the timeouts of the way to Resend, bodies by the monitor.
            async.setTimeout(0);
            // Not by way of the request, which may have ended by then. The answer is short, so nothing waits for it.
            this.transfer = traffic.transfers().begin(() -> end(BodyEnd.SLOW));
        }

        void start() {
            Optional<BodyEnd> end = refusal == null ? readAtOnce() : Optional.empty();
            if (end.isPresent()) {
                end(end.get());
            } else {
                logged = MDC.getCopyOfContextMap();
                input.setReadListener(this);
            }
        }

        /** Reads what has come with the head, nearly always all, without the costly means to wait for more. */
        private synchronized Optional<BodyEnd> readAtOnce() {
            Request source = ServletContextRequest.getServletContextRequest(request);
            while (refusal == null) {
                Content.Chunk chunk = source.read();
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    return Optional.ofNullable(chunk).map(failure -> BodyEnd.INCOMPLETE);
                }
                byte[] part = BufferUtil.toArray(chunk.getByteBuffer());
                chunk.release();
                transfer.moved(part.length);
                take(part, part.length);
                if (chunk.isLast() && refusal == null) {
                    return Optional.of(BodyEnd.WHOLE);
                }
            }
            return Optional.empty();
        }

        @Override
        public void onDataAvailable() {
            try {
                if (!read()) {
                    end(BodyEnd.INCOMPLETE);
                }
            } catch (IOException e) {
                onError(e);
            }
        }

        /** Reads what is there; false when no more is to be read. */
        private synchronized boolean read() throws IOException {
            byte[] part = new byte[PART];
            while (!ended && toDrop > 0 && input.isReady()) {
                int count = input.read(part);
                if (count < 0) {
                    return true;
                }
                transfer.moved(count);
                if (refusal == null) {
                    take(part, count);
                }
                toDrop -= refusal == null ? 0 : count;
            }
            return toDrop > 0;
        }

        private void take(byte[] part, int count) {
            try {
                body.take(part, count);
            } catch (BodyRefusedException e) {
                refuse(e);
            }
        }

        private void refuse(BodyRefusedException e) {
            report(request, e);
            e.headers().forEach(response::setHeader);
            refusal = e.error();
            // What is dropped takes no room.
            body.close();
        }

        @Override
        public void onAllDataRead() {
            end(BodyEnd.WHOLE);
        }

        @Override
        public void onError(Throwable error) {
            end(BodyEnd.INCOMPLETE);
        }

        private void end(BodyEnd how) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            transfer.close();
            if (how != BodyEnd.WHOLE) {
                response.setHeader("Connection", "close");
            }
            if (logged == null) {
                deliver(how);
                return;
            }
            MDC.setContextMap(logged);
            try {
                deliver(how);
            } finally {
                MDC.clear();
            }
        }

        private void deliver(BodyEnd how) {
            try {
                if (refusal == null) {
                    receiver.received(message(how), body.lease(), async);
                    return;
                }
            } catch (BodyRefusedException e) {
                refuse(e);
            }
            ResponseWriter.writeError(response, refusal);
            async.complete();
        }

        private JsonNode message(BodyEnd how) throws BodyRefusedException {
            return switch (how) {
                case WHOLE -> body.end();
                case INCOMPLETE -> throw BodyRefusedException.incomplete();
                case SLOW -> throw BodyRefusedException.slow();
            };
        }
    }
}
