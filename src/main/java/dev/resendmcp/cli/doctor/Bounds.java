package dev.resendmcp.cli.doctor;

import java.time.Duration;

/**
 * When something counts as too slow, too small or too far off.
 *
 * @param step longest time for one step, such as resolving a name or one request
 * @param slow time from which an answer of Resend deserves a warning
 * @param clock difference of clocks from which a warning is given; ten times as much is a failure
 * @param freeBytes free space on a disk below which a warning is given; a tenth of it is a failure
 */
record Bounds(Duration step, Duration slow, Duration clock, long freeBytes) {
    /** Those of the command. */
    static final Bounds DEFAULT =
            new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(30), 500L << 20);

    Bounds withStep(Duration other) {
        return new Bounds(other, slow, clock, freeBytes);
    }

    Bounds withSlow(Duration other) {
        return new Bounds(step, other, clock, freeBytes);
    }

    Bounds withFreeBytes(long other) {
        return new Bounds(step, slow, clock, other);
    }
}
