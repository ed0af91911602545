package dev.resendmcp.client.limit;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Requests of the last second that others made for the same account, estimated from what Resend reports as remaining. */
final class ExternalUsage {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer;
    private final Runnable changed;
    private int requests;
    private long seenAt;

    /**
     * @param timer forgets requests that are older than a second
     * @param changed runs when {@link #requests()} changes
     */
    ExternalUsage(ScheduledExecutorService timer, Runnable changed) {
        this.timer = timer;
        this.changed = changed;
    }

    synchronized int requests() {
        return requests;
    }

    /** Notes that others made this many requests in the last second. */
    void saw(int others) {
        synchronized (this) {
            if (others < Math.max(1, requests)) {
                return;
            }
            requests = others;
            seenAt = System.nanoTime();
        }
        changed.run();
        try {
            Future<?> unused = timer.schedule(this::forget, WINDOW.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            forget();
        }
    }

    private void forget() {
        synchronized (this) {
            if (System.nanoTime() - seenAt < WINDOW.toNanos()) {
                return;
            }
            requests = 0;
        }
        changed.run();
    }
}
