package dev.resendmcp.mcp.http;

import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets requests wait, without a thread, until their token is checked; then they are served again. Bounded. */
final class CallerChecks {
    private static final int MOST_WAITING = 200;
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** Attribute of a request that has waited. */
    private static final String WAITED = CallerChecks.class.getName();

    private final AccessControl access;
    private final AtomicInteger waiting = new AtomicInteger();

    CallerChecks(AccessControl access) {
        this.access = access;
    }

    /** Begins the check; the request is dispatched to its servlet again when that ends. */
    void await(HttpServletRequest request, UnknownCallerException unknown) throws RefusedException {
        if (request.getAttribute(WAITED) != null || waiting.get() >= MOST_WAITING) {
            throw busy(request);
        }
        waiting.incrementAndGet();
        CompletableFuture<Void> known;
        try {
            known = unknown.ask();
        } catch (ResendException | RejectedExecutionException | OutOfMemoryError e) {
            // Also when the operating system gives no more threads, or when the service stops.
            waiting.decrementAndGet();
            throw busy(request);
        }
        request.setAttribute(WAITED, true);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        CompletableFuture<Void> unused = known.whenComplete((nothing, failure) -> {
            waiting.decrementAndGet();
            dispatch(async);
        });
    }

    private RefusedException busy(HttpServletRequest request) {
        return access.unavailable(
                request,
                new ResendException(
                        ErrorName.SERVER_BUSY,
                        "Too many tokens are being checked; try again in " + RETRY.toSeconds() + " s",
                        RETRY));
    }

    private static void dispatch(AsyncContext async) {
        try {
            async.dispatch();
        } catch (IllegalStateException e) {
            // The client has gone, and its request with it.
        }
    }
}
