package dev.resendmcp.client.http;

import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.memory.ResponseMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Bounds a whole exchange in time and the answer in size, reads the answer at once so that its connection is free, and passes on
 * what its head says of the account's limits. However an exchange ends, its connection is given back.
 *
 * <p>Socket timeouts bound a single read only: an upstream that trickles a byte a second never meets them.
 */
public final class ResponseLimitHandler implements ExecChainHandler {
    /** A larger request may be cut off for its size, which says nothing about Resend. */
    private static final long LARGE_BODY = 1024 * 1024;

    private static final int LARGE_TARGET = 4_096;

    private final ScheduledExecutorService timer;
    private final Duration longest;
    private final ResponseMemory room;
    /** Of the thread that runs it: the layers above the HTTP client have no way to hand it through. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    public ResponseLimitHandler(ScheduledExecutorService timer, Duration longest, ResponseMemory room) {
        this.timer = timer;
        this.longest = longest;
        this.room = room;
    }

    /**
     * An exchange that is to run on this thread.
     *
     * @param deadline when it is cut off, if its own time is not over before, as of {@link System#nanoTime()}
     * @param told gets what the head of the answer says of the account's limits, whatever else the answer is
     */
    public Running prepare(long deadline, Consumer<AccountLimits> told) {
        return new Running(deadline, told);
    }

    /** A request on its way and the answer to it. */
    @FunctionalInterface
    public interface Exchange {
        /** Runs it on the calling thread. */
        @SuppressWarnings("IllegalThrows")
        Object run() throws Throwable;
    }

    /** One exchange, and how far it came. */
    public final class Running {
        private final long deadline;
        private final Consumer<AccountLimits> told;
        private boolean sent;
        private boolean large;

        private Running(long deadline, Consumer<AccountLimits> told) {
            this.deadline = deadline;
            this.told = told;
        }

        /** Runs it. */
        @SuppressWarnings("IllegalThrows")
        public Object run(Exchange exchange) throws Throwable {
            running.set(this);
            try {
                return exchange.run();
            } finally {
                running.remove();
            }
        }

        /** Whether the request, or a part of it, may have left. */
        public boolean sent() {
            return sent;
        }

        /** Whether the request is so large that it may be cut off for that alone. */
        public boolean large() {
            return large;
        }
    }

    /** A connection is open, and the request on this thread goes out over it. */
    void sending(String method) {
        Running exchange = running.get();
        // The request to a proxy for a tunnel is none of Resend's.
        if (exchange != null && !method.equals("CONNECT")) {
            exchange.sent = true;
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        running.get().large = isLarge(request);
        long left = nanosLeft();
        long end = System.nanoTime() + left;
        Future<?> cut = timer.schedule(
                () -> {
                    late.set(true);
                    abort(scope);
                },
                left,
                TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (!running.get().sent || response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
                throw new ProxyRefusedException(response.getCode());
            }
            running.get().told.accept(AccountLimits.read(name -> header(response, name)));
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(read(entity, scope, end));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException | Error e) {
            // The client gives the connection back after most failures, not after all of them.
            abort(scope);
            if (late.get()) {
                throw new InterruptedIOException("no whole answer in time");
            }
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    private static boolean isLarge(ClassicHttpRequest request) {
        HttpEntity entity = request.getEntity();
        return request.getRequestUri().length() > LARGE_TARGET
                || (entity != null && (entity.getContentLength() < 0 || entity.getContentLength() > LARGE_BODY));
    }

    private long nanosLeft() {
        return Math.min(longest.toNanos(), running.get().deadline - System.nanoTime());
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header first = response.getFirstHeader(name);
        return first == null ? null : first.getValue();
    }

    /** Waits for memory for half of the time that is left, so that the other half is there to read. */
    private HttpEntity read(HttpEntity entity, ExecChain.Scope scope, long end) throws IOException {
        long now = System.nanoTime();
        try (InputStream content = entity.getContent()) {
            byte[] body = read(content, scope, now + (end - now) / 2);
            return new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType()));
        }
    }

    private byte[] read(InputStream content, ExecChain.Scope scope, long deadline) throws IOException {
        try {
            return room.read(content, deadline);
        } catch (IOException e) {
            // Before the stream is closed: closing would read on to the end.
            abort(scope);
            throw e;
        }
    }

    private static void abort(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }

    /** A proxy answered instead of Resend. */
    public static final class ProxyRefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        ProxyRefusedException(int status) {
            super("HTTP status " + status + " of the proxy");
            this.status = status;
        }

        /** Whether it would do so again: it wants a password, or forbids the host. */
        public boolean forGood() {
            return status < HttpStatus.SC_INTERNAL_SERVER_ERROR;
        }
    }
}
