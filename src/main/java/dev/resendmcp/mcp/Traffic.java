package dev.resendmcp.mcp;

import java.util.concurrent.ScheduledExecutorService;

/** Bounds of what arrives over HTTP: of each body, of all bodies together, and of their time; each with a share per caller. */
public final class Traffic {
    private final BodyLimits limits;
    private final BodyRoom room;
    private final Shares places;
    private final TransferWatch watch;

    /**
     * @param settings the bounds
     * @param limits of single bodies
     * @param timer looks once a second for transfers that are too slow
     */
    public Traffic(McpSettings settings, BodyLimits limits, ScheduledExecutorService timer) {
        this.limits = limits;
        this.room = new BodyRoom(limits, Runtime.getRuntime().maxMemory());
        this.places = Shares.halves(settings.maxConcurrentCalls());
        this.watch = new TransferWatch(
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

    BodyLimits limits() {
        return limits;
    }

    BodyRoom room() {
        return room;
    }

    Shares places() {
        return places;
    }

    TransferWatch watch() {
        return watch;
    }
}
