package dev.resendmcp.client.http;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.threads.BatchTimer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Bounds each exchange in time and its response in size, reads the response at once so that the connection is free, and passes on
 * the account's limits from its head. However an exchange ends, its connection is returned.
 *
 * <p>Socket timeouts bound a single read only: an upstream that trickles a byte a second never meets them.
 */
public final class ResponseLimitHandler implements ExecChainHandler {
    private final BatchTimer timer;
    private final Duration longest;
    private final ResponseMemory memory;

    public ResponseLimitHandler(ScheduledExecutorService timer, Duration longest, ResponseMemory memory) {
        this.timer = new BatchTimer(timer);
        this.longest = longest;
        this.memory = memory;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallContext call = CallContext.current().orElseThrow();
        Exchange exchange = Exchange.current().orElseThrow();
        exchange.measure(request);
        AtomicBoolean late = new AtomicBoolean();
        long left = Math.min(longest.toNanos(), exchange.nanosLeft());
        long end = System.nanoTime() + left;
        BatchTimer.Task cut = timer.schedule(
                () -> {
                    late.set(true);
                    abort(scope);
                },
                Duration.ofNanos(left));
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (!exchange.sent() || response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
                throw new ProxyRefusedException(response.getCode());
            }
            exchange.answered(AccountLimits.read(name -> header(response, name)));
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(read(entity, call, scope, end));
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
            cut.cancel();
        }
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header first = response.getFirstHeader(name);
        return first == null ? null : first.getValue();
    }

    /** Waits for memory for half of the time that is left, so that the other half is there to read. */
    private HttpEntity read(HttpEntity entity, CallContext call, ExecChain.Scope scope, long end) throws IOException {
        long now = System.nanoTime();
        try (InputStream content = entity.getContent()) {
            try {
                byte[] body = memory.read(content, call, now + (end - now) / 2);
                return new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType()));
            } catch (IOException e) {
                // Before the stream is closed: closing would read on to the end.
                abort(scope);
                throw e;
            }
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
