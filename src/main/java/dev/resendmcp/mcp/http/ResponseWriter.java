package dev.resendmcp.mcp.http;

import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer on its way out, whole or in parts. No thread waits for a client that reads slowly. */
final class ResponseWriter implements WriteListener {
    private static final Logger log = LoggerFactory.getLogger(ResponseWriter.class);
    private static final int PART = 65_536;

    private final ServletOutputStream out;
    private final Runnable complete;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private TransferMonitor.Transfer transfer;
    private long unsent;
    private boolean begun;
    private boolean flushed = true;
    private boolean last;
    private boolean ended;

    /**
     * @param out of the request's response, to which nobody else writes from now on
     * @param complete ends the request when all is written or the client is gone
     */
    ResponseWriter(ServletOutputStream out, Runnable complete) {
        this.out = out;
        this.complete = complete;
        out.setWriteListener(this);
    }

    /** Sets the head of a whole reply; the server compresses the body if the client accepts that. */
    static void begin(HttpServletResponse response, int status, int length) {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(length);
    }

    /** Sets the head of a reply in events. */
    static void beginStream(HttpServletResponse response) {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** Writes the refusal of a request whose id is unknown. */
    static void writeError(HttpServletResponse response, RpcError error) {
        try {
            byte[] body = Reply.error(null, error).body().toString().getBytes(StandardCharsets.UTF_8);
            begin(response, error.status(), body.length);
            // Short enough to be buffered.
            response.getOutputStream().write(body);
        } catch (IOException e) {
            log.info("The client was gone before its answer");
        }
    }

    /** Writes that the service failed, while that can still be said: the server would answer with a page of its own. */
    static void writeFailure(HttpServletResponse response) {
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
            writeError(response, new RpcError(500, RpcError.INTERNAL_ERROR, "Internal error"));
        }
    }

    /** Sends bytes, now or as soon as the client reads; nothing when it is gone. */
    synchronized void send(byte[] bytes) {
        if (!ended && !last) {
            waiting.add(ByteBuffer.wrap(bytes));
            unsent += bytes.length;
            advance();
        }
    }

    /**
     * Ends the answer when all is sent.
     *
     * @param watch ends it when its client reads too slowly
     * @param abort closes the connection
     */
    synchronized void finish(TransferMonitor watch, Runnable abort) {
        if (!ended && !last) {
            last = true;
            transfer = watch.begin(abort);
            advance();
        }
    }

    /** Bytes that the client has not read yet. */
    synchronized long unsent() {
        return unsent;
    }

    /** Whether all is written, or nothing more can be. */
    synchronized boolean ended() {
        return ended;
    }

    @Override
    public synchronized void onWritePossible() {
        begun = true;
        advance();
    }

    @Override
    public synchronized void onError(Throwable error) {
        log.info("The client was gone before its answer");
        end();
    }

    private void advance() {
        try {
            // The server says first when writing is possible.
            while (begun && !ended && out.isReady() && step()) {
                log.trace("Wrote a part of an answer");
            }
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    /** Writes the next part; false when there is none. */
    private boolean step() throws IOException {
        ByteBuffer next = waiting.peek();
        if (next != null) {
            write(next);
        } else if (last) {
            end();
        } else if (!flushed) {
            flushed = true;
            out.flush();
        } else {
            return false;
        }
        return true;
    }

    private void write(ByteBuffer bytes) throws IOException {
        int part = Math.min(PART, bytes.remaining());
        int position = bytes.position();
        bytes.position(position + part);
        if (!bytes.hasRemaining()) {
            waiting.remove();
        }
        unsent -= part;
        flushed = false;
        if (transfer != null) {
            transfer.moved(part);
        }
        out.write(bytes.array(), bytes.arrayOffset() + position, part);
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        waiting.clear();
        if (transfer != null) {
            transfer.close();
        }
        complete.run();
    }
}
