package dev.resendmcp.client;

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
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Bounds a whole exchange in time and the answer in size, reads the answer at once so that its connection is free, and passes on
 * what it says of the account's limits.
 *
 * <p>Socket timeouts bound a single read only: an upstream that trickles a byte a second never meets them.
 */
final class ExchangeGuard implements ExecChainHandler {
    private final ScheduledExecutorService timer;
    private final Duration longest;
    private final int largest;
    /** Of the thread that runs it: the layers above the HTTP client have no way to hand it through. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    ExchangeGuard(ScheduledExecutorService timer, Duration longest, long largest) {
        this.timer = timer;
        this.longest = longest;
        this.largest = (int) Math.min(largest, Integer.MAX_VALUE - 8);
    }

    /**
     * Runs an exchange on this thread.
     *
     * @param deadline when it is cut off, if its own time is not over before, as of {@link System#nanoTime()}
     * @param told gets what the answer says of the account's limits, whatever else the answer is
     */
    @SuppressWarnings("IllegalThrows")
    Object run(CallRunner.Exchange exchange, long deadline, Consumer<AccountLimits> told) throws Throwable {
        running.set(new Running(deadline, told));
        try {
            return exchange.run();
        } finally {
            running.remove();
        }
    }

    private record Running(long deadline, Consumer<AccountLimits> told) {}

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> cut = timer.schedule(
                () -> {
                    late.set(true);
                    abort(scope);
                },
                nanosLeft(),
                TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            running.get().told().accept(AccountLimits.read(name -> header(response, name)));
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(read(entity, scope));
            }
            return response;
        } catch (IOException e) {
            throw late.get() ? late(e) : e;
        } finally {
            cut.cancel(false);
        }
    }

    private long nanosLeft() {
        return Math.min(longest.toNanos(), running.get().deadline() - System.nanoTime());
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header first = response.getFirstHeader(name);
        return first == null ? null : first.getValue();
    }

    private HttpEntity read(HttpEntity entity, ExecChain.Scope scope) throws IOException {
        try (InputStream content = entity.getContent()) {
            byte[] body = content.readNBytes(largest);
            if (content.read() >= 0) {
                // Aborted before the stream is closed: closing would read on to the end.
                abort(scope);
                throw new AnswerTooLargeException();
            }
            return new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType()));
        }
    }

    private static void abort(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }

    private static InterruptedIOException late(IOException cause) {
        InterruptedIOException late = new InterruptedIOException("no whole answer in time");
        late.initCause(cause);
        return late;
    }

    /** An answer above the limit. */
    static final class AnswerTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        AnswerTooLargeException() {
            super("answer above the size limit");
        }
    }
}
