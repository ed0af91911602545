package dev.resendmcp.logging.format;

import com.google.common.base.Strings;
import java.time.Instant;

/** Formats moments in UTC with milliseconds. Remembers the last second, which most lines share with the line before. */
final class Timestamps {
    private static final int PER_SECOND = 1_000;
    private static final int DIGITS = 3;

    private volatile Second last = new Second(0);

    private record Second(long number, String text) {
        Second(long number) {
            this(number, Instant.ofEpochSecond(number).toString().replace("Z", "."));
        }
    }

    /** @param millis since the epoch */
    String format(long millis) {
        long number = Math.floorDiv(millis, PER_SECOND);
        Second second = last;
        if (second.number() != number) {
            second = new Second(number);
            last = second;
        }
        String fraction = String.valueOf(Math.floorMod(millis, PER_SECOND));
        return second.text() + Strings.padStart(fraction, DIGITS, '0') + "Z";
    }
}
