package dev.resendmcp.mcp;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Runs tool calls away from the threads of the HTTP server, so that callers who wait for Resend delay nobody else. Bounded:
 * what is over the bound is refused at once.
 */
public final class CallExecutor {
    private final Executor executor;
    private final Semaphore places;

    /**
     * @param executor a thread for every task, virtual ones where the JVM has them; never queues
     * @param mostCalls calls that may run or wait at a time
     */
    public CallExecutor(Executor executor, int mostCalls) {
        this.executor = executor;
        this.places = new Semaphore(mostCalls);
    }

    /** Runs the call, or returns false when too many run already. */
    boolean run(Runnable call) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    places.release();
                }
            });
            return true;
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
    }
}
