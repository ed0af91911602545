package dev.resendmcp.client.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A time in which nobody passes. */
final class Pause {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** How soon those who sit out a pause notice its early end. */
    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicLong end = new AtomicLong(System.nanoTime());
    private volatile boolean over;

    /** Lasts for this long from now, at most a minute, unless it lasts longer already. */
    void extend(Duration duration) {
        long nanos = (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
        end.accumulateAndGet(System.nanoTime() + nanos, (now, then) -> now - then > 0 ? now : then);
    }

    /** Sits it out; false, at once, when it lasts beyond the deadline. */
    boolean await(long deadline) throws InterruptedException {
        for (long left = end.get() - System.nanoTime(); left > 0 && !over; left = end.get() - System.nanoTime()) {
            if (end.get() - deadline > 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, NOTICE_NANOS));
        }
        return true;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end.get() - System.nanoTime()));
    }

    /** Ends this pause and all later ones. */
    void end() {
        over = true;
    }
}
