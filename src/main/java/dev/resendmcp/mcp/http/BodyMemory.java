package dev.resendmcp.mcp.http;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.limits.CallerShares;
import dev.resendmcp.mcp.limits.CallerShares.Grant;

/**
 * Bounds the request bodies that are held at one time. A body is held in several forms until its call is answered, so a few
 * large ones would fill the heap. The first part of every body has room of its own, so that small ones are taken while large
 * ones fill theirs.
 */
final class BodyMemory {
    /** Parts of the heap for bodies as they came; the other forms of a body take several times as much. */
    private static final int SMALL_PART = 16;

    private static final int LARGE_PART = 8;

    private final long usual;
    private final CallerShares small;
    private final CallerShares large;

    /**
     * @param limits of single bodies; one of the largest size fits always
     * @param heap bytes that the JVM may use
     */
    BodyMemory(BodyLimits limits, long heap) {
        this.usual = limits.usual();
        this.small = CallerShares.halves(Math.max(2 * usual, heap / SMALL_PART));
        long total = Math.max(limits.content(), heap / LARGE_PART);
        // One caller leaves room for the largest body of another where the heap has that much.
        this.large = new CallerShares(total, Math.max(limits.content(), total - limits.content()));
    }

    /** Room for one body, none at first. */
    final class Lease implements AutoCloseable {
        private final Caller caller;
        private long held;
        private boolean closed;

        private Lease(Caller caller) {
            this.caller = caller;
        }

        /** Widens the room to a body of this size in bytes. */
        synchronized Grant widen(long bytes) {
            if (bytes <= held || closed) {
                return Grant.GRANTED;
            }
            long first = firstPart(bytes) - firstPart(held);
            long rest = bytes - held - first;
            Grant grant = small.take(caller, first);
            if (grant == Grant.GRANTED && rest > 0) {
                grant = large.take(caller, rest);
                if (grant != Grant.GRANTED) {
                    small.give(caller, first);
                }
            }
            if (grant == Grant.GRANTED) {
                held = bytes;
            }
            return grant;
        }

        /** Gives the room back when the call is answered. Closing twice does nothing. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                small.give(caller, firstPart(held));
                large.give(caller, held - firstPart(held));
            }
        }
    }

    /** Room that grows as a body arrives: what a client only announces takes none. */
    Lease lease(Caller caller) {
        return new Lease(caller);
    }

    /** Bytes that are held now. */
    long held() {
        return small.taken() + large.taken();
    }

    private long firstPart(long bytes) {
        return Math.min(bytes, usual);
    }
}
