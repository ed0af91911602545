package dev.resendmcp.mcp;

import dev.resendmcp.tools.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tool calls away from the threads of the HTTP server, so that callers who wait for Resend delay nobody else. Bounded:
 * what is over the bound is refused at once.
 */
public final class CallExecutor {
    private static final Logger log = LoggerFactory.getLogger(CallExecutor.class);

    private final Executor executor;
    private final Semaphore places;
    private final int mostOfOne;
    private final Map<Caller, Integer> callsOf = new ConcurrentHashMap<>();

    /**
     * @param executor a thread for every task, virtual ones where the JVM has them; never queues
     * @param mostCalls calls that may run or wait at a time, half of them by the same caller
     */
    public CallExecutor(Executor executor, int mostCalls) {
        this.executor = executor;
        this.places = new Semaphore(mostCalls);
        this.mostOfOne = (mostCalls + 1) / 2;
    }

    /** Runs the call, or returns false at once when too many run already or the machine gives no thread for it. */
    boolean run(Caller caller, Runnable call) {
        if (!enter(caller)) {
            return false;
        }
        boolean taken = false;
        try {
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    exit(caller);
                }
            });
            taken = true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Also when the operating system gives no more threads, or when the service stops.
            log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("No thread for a tool call");
        } finally {
            if (!taken) {
                exit(caller);
            }
        }
        return taken;
    }

    private boolean enter(Caller caller) {
        if (!places.tryAcquire()) {
            return false;
        }
        if (callsOf.merge(caller, 1, Integer::sum) > mostOfOne) {
            exit(caller);
            return false;
        }
        return true;
    }

    private void exit(Caller caller) {
        callsOf.computeIfPresent(caller, (one, calls) -> calls == 1 ? null : calls - 1);
        places.release();
    }
}
