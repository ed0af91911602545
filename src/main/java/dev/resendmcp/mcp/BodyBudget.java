package dev.resendmcp.mcp;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds the request bodies that are held at one time. A body is held in several forms until its call is answered, so a few
 * large ones would fill the heap.
 */
final class BodyBudget {
    private static final int UNIT = 1_024;
    /** Share of the heap for bodies as they came; the other forms of a body take several times as much. */
    private static final int SHARE = 8;

    private final Semaphore units;

    /** @param largest size of one body that must always fit, in bytes */
    BodyBudget(long largest) {
        long budget = Math.max(largest, Runtime.getRuntime().maxMemory() / SHARE);
        this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, units(budget)));
    }

    /** Room for one body; close it when the call is answered. Closing twice does nothing. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes room for a body of this size in bytes; empty when there is none now. */
    Optional<Lease> take(long bytes) {
        int wanted = (int) units(bytes);
        if (!units.tryAcquire(wanted)) {
            return Optional.empty();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (open.getAndSet(false)) {
                units.release(wanted);
            }
        });
    }

    private static long units(long bytes) {
        return bytes / UNIT + 1;
    }
}
