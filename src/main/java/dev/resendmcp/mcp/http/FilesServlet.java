package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.transfer.FileRefusedException;
import dev.resendmcp.transfer.FileSettings;
import dev.resendmcp.transfer.FileStore;
import dev.resendmcp.transfer.FileStore.Content;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files beside MCP: {@code POST /files?name=report.pdf} with the bytes as the body gives a handle for tools, and {@code GET
 * /files/HANDLE} gives a file that a tool saved, once. Both need the token of the caller, to whom the handle belongs.
 */
public final class FilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(FilesServlet.class);
    private static final int MOST_TRANSFERS = 16;

    private final transient AccessControl access;
    private final transient CallerChecks checks;
    private final transient FileStore files;
    private final transient FileSettings settings;
    private final transient Duration longest;
    private final transient Executor threads;
    private final transient ScheduledExecutorService timer;
    private final transient ObjectMapper mapper;
    private final transient CallerShares transfers = CallerShares.halves(MOST_TRANSFERS);

    /**
     * @param threads that may wait for the bytes of a client
     * @param timer for answers that are held back
     */
    public FilesServlet(
            FileStore files,
            FileSettings settings,
            McpSettings mcp,
            Entrance entrance,
            McpMetrics metrics,
            RefusalLog refusals,
            Executor threads,
            ScheduledExecutorService timer,
            ObjectMapper mapper) {
        this.access = new AccessControl(mcp, entrance, metrics, refusals);
        this.checks = new CallerChecks(access);
        this.files = files;
        this.settings = settings;
        this.longest = mcp.transferTimeout().toJavaDuration();
        this.threads = threads;
        this.timer = timer;
        this.mapper = mapper;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller;
        try {
            caller = access.admitFile(request);
        } catch (RefusedException e) {
            refuse(request, response, e);
            return;
        } catch (UnknownCallerException e) {
            await(request, response, e);
            return;
        }
        if (transfers.take(caller, 1) != Grant.GRANTED) {
            fail(response, 503, "Too many files are being transferred; try again in a moment");
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        threads.execute(() -> {
            try {
                serve(caller, request, response);
            } catch (IOException e) {
                log.debug("A client left during the transfer of a file");
            } finally {
                transfers.give(caller, 1);
                async.complete();
            }
        });
    }

    private void await(HttpServletRequest request, HttpServletResponse response, UnknownCallerException unknown)
            throws IOException {
        try {
            checks.await(request, unknown);
        } catch (RefusedException e) {
            refuse(request, response, e);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, RefusedException refused)
            throws IOException {
        if (refused.delay().isZero() || !access.failures().hold()) {
            fail(response, refused);
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ScheduledFuture<?> unused = timer.schedule(
                () -> {
                    try {
                        fail(response, refused);
                    } catch (IOException e) {
                        log.debug("A client left before it was refused");
                    } finally {
                        access.failures().release();
                        async.complete();
                    }
                },
                refused.delay().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void fail(HttpServletResponse response, RefusedException refused) throws IOException {
        refused.headers().forEach(response::setHeader);
        fail(response, refused.error().status(), refused.getMessage());
    }

    private void serve(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String handle = Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("^/", "");
        try {
            if (request.getMethod().equals("POST") && handle.isEmpty()) {
                receive(caller, request, response);
            } else if (request.getMethod().equals("GET") && !handle.isEmpty()) {
                send(caller, handle, response);
            } else {
                response.setHeader("Allow", handle.isEmpty() ? "POST" : "GET");
                fail(response, 405, "Send a file with POST /files, or fetch one with GET /files/HANDLE");
            }
        } catch (FileRefusedException e) {
            fail(response, handle.isEmpty() ? 422 : 404, e.getMessage());
        }
    }

    private void receive(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, FileRefusedException {
        if (request.getContentLengthLong() > settings.maxSize().toBytes()) {
            fail(response, 413, "A file may have " + settings.maxSize() + " (files.maxSize)");
            return;
        }
        String name = Optional.ofNullable(request.getParameter("name")).orElse("file");
        String handle;
        try (InputStream body = new TimedStream(request.getInputStream(), longest)) {
            handle = files.keep(caller, name, body);
        }
        ObjectNode answer = mapper.createObjectNode()
                .put("file", handle)
                .put("size", files.size(caller, handle))
                .put("expires_in_seconds", settings.maxAge().toSeconds());
        write(response, 201, answer);
    }

    private void send(Caller caller, String handle, HttpServletResponse response)
            throws IOException, FileRefusedException {
        Content content = files.read(caller, handle);
        response.setStatus(200);
        response.setContentType("application/octet-stream");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment");
        response.setContentLength(content.bytes().length);
        response.getOutputStream().write(content.bytes());
        files.used(caller, handle);
    }

    private void fail(HttpServletResponse response, int status, String message) throws IOException {
        // What is left of the body is not read.
        response.setHeader("Connection", "close");
        write(response, status, mapper.createObjectNode().set("error", mapper.valueToTree(Map.of("message", message))));
    }

    private void write(HttpServletResponse response, int status, ObjectNode answer) throws IOException {
        byte[] body = mapper.writeValueAsBytes(answer);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A body that must arrive in time. */
    private static final class TimedStream extends FilterInputStream {
        private final long deadline;

        private TimedStream(InputStream in, Duration longest) {
            super(in);
            this.deadline = System.nanoTime() + longest.toNanos();
        }

        @Override
        public int read() throws IOException {
            requireTime();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireTime();
            return super.read(bytes, offset, length);
        }

        private void requireTime() throws IOException {
            if (System.nanoTime() > deadline) {
                throw new IOException("the body took too long");
            }
        }
    }
}
