package dev.resendmcp.mcp;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** Room for one body, none at first. Used by one thread at a time, except for closing. */
    final class Lease implements AutoCloseable {
        private final AtomicInteger held = new AtomicInteger();

        private Lease() {}

        /** Widens the room to a body of this size in bytes; false when there is no such room now. */
        boolean widen(long bytes) {
            int more = (int) units(bytes) - held.get();
            if (more > 0 && !units.tryAcquire(more)) {
                return false;
            }
            held.addAndGet(Math.max(0, more));
            return true;
        }

        /** Gives the room back when the call is answered. Closing twice does nothing. */
        @Override
        public void close() {
            units.release(held.getAndSet(0));
        }
    }

    /** Room that grows as a body arrives: what a client only announces takes none. */
    Lease lease() {
        return new Lease();
    }

    private static long units(long bytes) {
        return bytes / UNIT + 1;
    }
}
