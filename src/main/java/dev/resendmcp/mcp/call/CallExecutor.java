package dev.resendmcp.mcp.call;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.limits.CallerShares;
import dev.resendmcp.mcp.limits.CallerShares.Grant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tool calls away from the threads of the HTTP server, so that callers who wait for Resend delay nobody else. Bounded:
 * what is over the bound is refused at once.
 */
public final class CallExecutor {
    private static final Logger log = LoggerFactory.getLogger(CallExecutor.class);

    private final Executor executor;
    private final CallerShares places;

    /**
     * @param executor a thread for every task, virtual ones where the JVM has them; never queues
     * @param mostCalls calls that may run or wait at a time, half of them by the same caller
     */
    public CallExecutor(Executor executor, int mostCalls) {
        this.executor = executor;
        this.places = CallerShares.halves(mostCalls);
    }

    /** Runs the call, or says at once whose places are taken. Without a thread for it, no caller has a place. */
    Grant run(Caller caller, Runnable call) {
        Grant grant = places.take(caller, 1);
        if (grant != Grant.GRANTED) {
            return grant;
        }
        boolean taken = false;
        try {
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    places.give(caller, 1);
                }
            });
            taken = true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Also when the operating system gives no more threads, or when the service stops.
            log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("No thread for a tool call");
        } finally {
            if (!taken) {
                places.give(caller, 1);
            }
        }
        return taken ? Grant.GRANTED : Grant.ALL_FULL;
    }
}
