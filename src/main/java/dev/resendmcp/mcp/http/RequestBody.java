package dev.resendmcp.mcp.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.MDC;

/**
 * The body of a request on its way in. No thread waits for it.
 *
 * <p>What is not wanted of a body is read and dropped, compressed as it came, before the answer. A server that answers first
 * has to close a connection on which its client still writes. A client, or a proxy that sends the requests of many clients
 * over one connection, may then lose the answer, or the next request. Where the rest is too long, too slow, or comes only when
 * it is asked for, the answer says that the connection closes.
 */
final class RequestBody implements ReadListener {
    private static final int PART = 8_192;

    private final HttpServletResponse response;
    private final ServletInputStream body;
    private final AsyncContext async;
    private final Taker taker;
    private final TransferMonitor.Transfer transfer;
    private final Map<String, String> context = MDC.getCopyOfContextMap();
    private long toDrop;
    private boolean wanted = true;
    private boolean ended;

    /** How a body ended. */
    enum End {
        WHOLE,
        /** It broke off, or too much of it was not wanted. */
        INCOMPLETE,
        SLOW
    }

    /** What becomes of a body. */
    interface Taker {
        /** Takes the next part; false when the rest is not wanted. */
        boolean take(byte[] bytes, int count);

        /** Answers and completes the request, now or later. Called once, without locks. */
        void end(End how, AsyncContext request);
    }

    private RequestBody(
            HttpServletRequest request, HttpServletResponse response, long toDrop, TransferMonitor watch, Taker taker)
            throws IOException {
        this.response = response;
        this.body = request.getInputStream();
        this.toDrop = toDrop;
        this.taker = taker;
        this.async = request.startAsync();
        // Calls are bounded by the timeouts of the way to Resend, bodies by the watch.
        async.setTimeout(0);
        // Not by way of the request, which may have ended by then. The answer is short, so nothing waits for it.
        this.transfer = watch.begin(() -> end(End.SLOW));
    }

    /**
     * Reads a body.
     *
     * @param toDrop most bytes that are read though they are not wanted
     * @param watch ends it when it is too slow
     */
    static void read(
            HttpServletRequest request, HttpServletResponse response, long toDrop, TransferMonitor watch, Taker taker)
            throws IOException {
        RequestBody body = new RequestBody(request, response, toDrop, watch, taker);
        body.body.setReadListener(body);
    }

    /** Reads a body of which nothing is wanted. */
    static void drop(
            HttpServletRequest request,
            HttpServletResponse response,
            long toDrop,
            TransferMonitor watch,
            Consumer<AsyncContext> answer)
            throws IOException {
        if (request.getHeader("Expect") != null) {
            // Even to look at the body would ask for it.
            response.setHeader("Connection", "close");
            answer.accept(request.startAsync());
        } else {
            read(request, response, toDrop, watch, new Unwanted(answer));
        }
    }

    /** Takes nothing. */
    private record Unwanted(Consumer<AsyncContext> answer) implements Taker {
        @Override
        public boolean take(byte[] bytes, int count) {
            return false;
        }

        @Override
        public void end(End how, AsyncContext request) {
            answer.accept(request);
        }
    }

    @Override
    public void onDataAvailable() {
        try {
            if (!read()) {
                end(End.INCOMPLETE);
            }
        } catch (IOException e) {
            onError(e);
        }
    }

    /** Reads what is there; false when no more is to be read. */
    private synchronized boolean read() throws IOException {
        byte[] part = new byte[PART];
        while (!ended && toDrop > 0 && body.isReady()) {
            int count = body.read(part);
            if (count < 0) {
                return true;
            }
            transfer.moved(count);
            wanted = wanted && taker.take(part, count);
            toDrop -= wanted ? 0 : count;
        }
        return toDrop > 0;
    }

    @Override
    public void onAllDataRead() {
        end(End.WHOLE);
    }

    @Override
    public void onError(Throwable error) {
        end(End.INCOMPLETE);
    }

    private void end(End how) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        transfer.close();
        if (how != End.WHOLE) {
            response.setHeader("Connection", "close");
        }
        try {
            if (context != null) {
                MDC.setContextMap(context);
            }
            taker.end(how, async);
        } finally {
            MDC.clear();
        }
    }
}
