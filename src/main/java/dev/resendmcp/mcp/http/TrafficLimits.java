package dev.resendmcp.mcp.http;

import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.BodyRefusedException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds of what comes and goes over HTTP, each with a share per caller: bodies that arrive at a time, their memory, answers that
 * wait to be read, and the time that all this may take.
 *
 * <p>A body is held in several forms until its call is answered, so a few large ones would fill the heap. The first part of every
 * body has room of its own, so that small ones are taken while large ones fill theirs.
 */
public final class TrafficLimits {
    /** Parts of the heap for bodies as they came; the other forms of a body take several times as much. */
    private static final int SMALL_PART = 16;

    private static final int LARGE_PART = 8;
    /** Part of the heap for answers that wait to be read. */
    private static final int UNREAD_PART = 8;

    private final BodyLimits limits;
    private final CallerShares places;
    private final CallerShares small;
    private final CallerShares large;
    private final CallerShares unread;
    private final TransferMonitor transfers;
    private final AtomicLong dropped = new AtomicLong();

    /** @param timer looks once a second for transfers that are too slow */
    public TrafficLimits(McpSettings settings, BodyLimits limits, ScheduledExecutorService timer) {
        this(settings, limits, Runtime.getRuntime().maxMemory());
        transfers.start(timer);
    }

    /** @param heap bytes that the JVM may use; one body of the largest size fits always */
    TrafficLimits(McpSettings settings, BodyLimits limits, long heap) {
        this.limits = limits;
        this.places = CallerShares.halves(settings.maxConcurrentCalls());
        this.small = CallerShares.halves(Math.max(2 * limits.usual(), heap / SMALL_PART));
        long total = Math.max(limits.content(), heap / LARGE_PART);
        // One caller leaves room for the largest body of another where the heap has that much.
        this.large = new CallerShares(total, Math.max(limits.content(), total - limits.content()));
        this.unread = CallerShares.halves(heap / UNREAD_PART);
        this.transfers = new TransferMonitor(
                settings.transferTimeout().toJavaDuration(),
                settings.minTransferRate().toBytes());
    }

    /**
     * Takes a place for a body that arrives. What a client only announces takes no memory.
     *
     * @throws BodyRefusedException when all places are taken
     */
    BodyLease body(Caller caller) throws BodyRefusedException {
        Grant grant = places.take(caller, 1);
        if (grant != Grant.GRANTED) {
            throw BodyRefusedException.noPlace(grant);
        }
        return new BodyLease(caller);
    }

    /** What one body takes: a place while it arrives, and memory until its call is answered. */
    final class BodyLease implements AutoCloseable {
        private final Caller caller;
        private long held;
        private boolean arriving = true;
        private boolean closed;

        private BodyLease(Caller caller) {
            this.caller = caller;
        }

        /** Widens the memory to a body of this size in bytes. */
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

        /** Gives the place back: the body has arrived, or no more of it is taken. */
        synchronized void arrived() {
            if (arriving) {
                arriving = false;
                places.give(caller, 1);
            }
        }

        /** Gives everything back. Closing twice does nothing. */
        @Override
        public synchronized void close() {
            arrived();
            if (!closed) {
                closed = true;
                small.give(caller, firstPart(held));
                large.give(caller, held - firstPart(held));
            }
        }

        private long firstPart(long bytes) {
            return Math.min(bytes, limits.usual());
        }
    }

    /** Bodies that arrive now. */
    public long bodies() {
        return places.taken();
    }

    /** Bytes of bodies that are held now. */
    public long bodyBytes() {
        return small.taken() + large.taken();
    }

    /** Bytes of answers that wait to be read. */
    public long unreadBytes() {
        return unread.taken();
    }

    /** Answers that an error replaced, because too many waited to be read. */
    public long droppedAnswers() {
        return dropped.get();
    }

    void answerDropped() {
        dropped.incrementAndGet();
    }

    CallerShares unread() {
        return unread;
    }

    BodyLimits limits() {
        return limits;
    }

    TransferMonitor transfers() {
        return transfers;
    }
}
