package dev.resendmcp.mcp.http;

import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.limits.CallerShares;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds of what comes and goes over HTTP, each with a share per caller: bodies that arrive at a time, their memory, answers that
 * wait to be read, and the time that all this may take.
 */
public final class TrafficLimits {
    /** Part of the heap for answers that wait to be read. */
    private static final int UNREAD_PART = 8;

    private final BodyLimits limits;
    private final BodyMemory room;
    private final CallerShares places;
    private final CallerShares unread;
    private final TransferMonitor watch;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param settings the bounds
     * @param limits of single bodies
     * @param timer looks once a second for transfers that are too slow
     */
    public TrafficLimits(McpSettings settings, BodyLimits limits, ScheduledExecutorService timer) {
        this.limits = limits;
        long heap = Runtime.getRuntime().maxMemory();
        this.room = new BodyMemory(limits, heap);
        this.unread = CallerShares.halves(heap / UNREAD_PART);
        this.places = CallerShares.halves(settings.maxConcurrentCalls());
        this.watch = new TransferMonitor(
                        settings.transferTimeout().toJavaDuration(),
                        settings.minTransferRate().toBytes())
                .start(timer);
    }

    /** Bodies that arrive now. */
    public long bodies() {
        return places.taken();
    }

    /** Bytes of bodies that are held now. */
    public long bodyBytes() {
        return room.held();
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

    BodyMemory room() {
        return room;
    }

    CallerShares places() {
        return places;
    }

    TransferMonitor watch() {
        return watch;
    }
}
