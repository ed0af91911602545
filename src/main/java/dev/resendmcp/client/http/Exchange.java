package dev.resendmcp.client.http;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.limit.AccountLimits;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;

/** One HTTP exchange of a call, and how far it came. For use by one thread. */
public final class Exchange {
    /** A larger request may be cut off for its size, which says nothing about Resend. */
    private static final long LARGE_BODY = 1024 * 1024;

    private static final int LARGE_TARGET = 4_096;

    private final long deadline;
    private final Consumer<AccountLimits> onLimits;
    private boolean sent;
    private boolean large;

    /**
     * @param deadline when the exchange is cut off at the latest, as of {@link System#nanoTime()}
     * @param onLimits gets the account's limits from the head of the response, whatever the response is
     */
    public Exchange(long deadline, Consumer<AccountLimits> onLimits) {
        this.deadline = deadline;
        this.onLimits = onLimits;
    }

    /** Sends a request and reads the response. */
    @FunctionalInterface
    public interface Work {
        /** Runs on the calling thread. */
        @SuppressWarnings("IllegalThrows")
        Object run() throws Throwable;
    }

    /** Does the work of this exchange; the call's context must be bound to this thread. */
    @SuppressWarnings("IllegalThrows")
    public Object run(CallContext call, Work work) throws Throwable {
        call.exchange(this);
        try {
            return work.run();
        } finally {
            call.exchange(null);
        }
    }

    static Optional<Exchange> current() {
        return CallContext.current().map(CallContext::exchange).map(Exchange.class::cast);
    }

    /** Whether the request, or a part of it, may have been sent. */
    public boolean sent() {
        return sent;
    }

    /** Whether the request is so large that it may be cut off for that alone. */
    public boolean large() {
        return large;
    }

    /** A connection is open, and the request goes out over it. */
    void sending() {
        sent = true;
    }

    void answered(AccountLimits limits) {
        onLimits.accept(limits);
    }

    void measure(ClassicHttpRequest request) {
        HttpEntity entity = request.getEntity();
        large = request.getRequestUri().length() > LARGE_TARGET
                || (entity != null && (entity.getContentLength() < 0 || entity.getContentLength() > LARGE_BODY));
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }
}
