package dev.resendmcp.mcp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * What is still to come of a request that is refused: it is read and dropped before the answer, and no thread waits for it.
 *
 * <p>A server that answers first has to close a connection on which its client still writes. A client, or a proxy that sends
 * the requests of many clients over one connection, may then lose the answer, or the next request. Where the rest is too
 * long, too slow, or comes only when it is asked for, the answer says that the connection closes.
 */
final class RefusedBody implements ReadListener, AsyncListener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServletResponse response;
    private final ServletInputStream body;
    private final AsyncContext async;
    private final Runnable answer;
    private final byte[] dropped = new byte[8_192];
    private long left;
    private boolean answered;

    private RefusedBody(HttpServletRequest request, HttpServletResponse response, long most, Runnable answer)
            throws IOException {
        this.response = response;
        this.body = request.getInputStream();
        this.async = request.startAsync();
        this.left = most;
        this.answer = answer;
    }

    /**
     * Drops the body, then answers.
     *
     * @param most bytes that are dropped
     * @param answer writes the whole answer
     */
    static void dropThen(HttpServletRequest request, HttpServletResponse response, long most, Runnable answer)
            throws IOException {
        if (request.getHeader("Expect") != null) {
            response.setHeader("Connection", "close");
            answer.run();
        } else {
            new RefusedBody(request, response, most, answer).start();
        }
    }

    private void start() {
        async.setTimeout(PATIENCE.toMillis());
        async.addListener(this);
        body.setReadListener(this);
    }

    @Override
    public void onDataAvailable() {
        try {
            drop();
        } catch (IOException | RuntimeException e) {
            // The latter is how the HTTP server reports what it cannot decompress.
            answer(false);
        }
    }

    private void drop() throws IOException {
        while (left > 0 && body.isReady()) {
            int count = body.read(dropped);
            if (count < 0) {
                return;
            }
            left -= count;
        }
        if (left <= 0) {
            answer(false);
        }
    }

    @Override
    public void onAllDataRead() {
        answer(true);
    }

    /** The body broke off or stalled. */
    @Override
    public void onError(Throwable error) {
        answer(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        answer(false);
    }

    /** Answers, once; the connection goes on only after a whole body. */
    private void answer(boolean whole) {
        if (answered) {
            return;
        }
        answered = true;
        try {
            if (!whole) {
                response.setHeader("Connection", "close");
            }
            answer.run();
        } finally {
            async.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // Nothing is kept.
    }

    @Override
    public void onError(AsyncEvent event) {
        answer(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Never again for the same request.
    }
}
