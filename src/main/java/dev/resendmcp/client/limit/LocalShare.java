package dev.resendmcp.client.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** When a replica may use its own share of the limit, and whether it does. Safe for use by many threads. */
final class LocalShare {
    private final AtomicInteger inUse = new AtomicInteger();
    private volatile long openFrom = System.nanoTime();
    private final AtomicLong usedUntil = new AtomicLong(System.nanoTime());

    /** Closes the share for this long from now. */
    void openAfter(Duration time) {
        openFrom = System.nanoTime() + time.toNanos();
    }

    /** Moment from which the share may be used, as of {@link System#nanoTime()}. */
    long openFrom() {
        return openFrom;
    }

    /** Whether the share may be used now. */
    boolean isOpen() {
        return System.nanoTime() - openFrom >= 0;
    }

    /** A request of the share begins. */
    void use() {
        inUse.incrementAndGet();
    }

    /** A request of the share is over; Resend counts it for this long. */
    void used(Duration counted) {
        usedUntil.accumulateAndGet(
                System.nanoTime() + counted.toNanos(), (one, other) -> one - other > 0 ? one : other);
        inUse.decrementAndGet();
    }

    /** Whether Resend no longer counts any request of the share. */
    boolean isUnused() {
        return inUse.get() == 0 && System.nanoTime() - usedUntil.get() >= 0;
    }
}
