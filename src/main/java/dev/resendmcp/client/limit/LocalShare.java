package dev.resendmcp.client.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Since when a replica may use its own part of the limit, and whether it does. Safe for use by many threads. */
final class LocalShare {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicInteger inUse = new AtomicInteger();
    private volatile long freeFrom = System.nanoTime();
    private final AtomicLong usedUntil = new AtomicLong(System.nanoTime());

    /** It may not be used for this long from now. */
    void freeAfter(Duration time) {
        freeFrom = System.nanoTime() + time.toNanos();
    }

    /**
     * Waits until it may be used.
     *
     * @param deadline latest moment, as of {@link System#nanoTime()}
     * @param wanted whether to go on waiting
     * @return false when it may not be used in time, or is no longer wanted
     */
    boolean await(long deadline, BooleanSupplier wanted) throws InterruptedException {
        for (long left = freeFrom - System.nanoTime(); left > 0; left = freeFrom - System.nanoTime()) {
            long patience = deadline - System.nanoTime();
            if (patience <= 0 || !wanted.getAsBoolean()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(Math.min(left, patience), LOOK_AGAIN_NANOS));
        }
        return true;
    }

    /** A request of it begins. */
    void use() {
        inUse.incrementAndGet();
    }

    /** A request of it is over; Resend counts it for this long. */
    void used(Duration counted) {
        usedUntil.accumulateAndGet(
                System.nanoTime() + counted.toNanos(), (one, other) -> one - other > 0 ? one : other);
        inUse.decrementAndGet();
    }

    /** Whether Resend counts no request of it any more. */
    boolean isUnused() {
        return inUse.get() == 0 && System.nanoTime() - usedUntil.get() >= 0;
    }
}
