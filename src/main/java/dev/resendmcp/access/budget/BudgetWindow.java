package dev.resendmcp.access.budget;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The windows of budgets. A window is counted in slices of time; a slice counts until all of it is older than the window, so no
 * interval of this length ever has more than the budget.
 */
public enum BudgetWindow {
    RECIPIENTS_PER_HOUR(Duration.ofHours(1), Duration.ofMinutes(1), "recipients in an hour"),
    RECIPIENTS_PER_DAY(Duration.ofDays(1), Duration.ofMinutes(15), "recipients in a day"),
    CALLS_PER_MINUTE(Duration.ofMinutes(1), Duration.ofSeconds(1), "calls in a minute");

    private final long length;
    private final long slice;
    private final String unit;

    BudgetWindow(Duration length, Duration slice, String unit) {
        this.length = length.toMillis();
        this.slice = slice.toMillis();
        this.unit = unit;
    }

    /** What is counted, for a caller. */
    String unit() {
        return unit;
    }

    /** Name in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Number of the slice of a time. */
    long slice(long now) {
        return Math.floorDiv(now, slice);
    }

    /** Whether a slice still counts. */
    boolean counts(long number, long now) {
        return expiry(number) > now;
    }

    /** When a slice no longer counts, in milliseconds since 1970. */
    long expiry(long number) {
        return (number + 1) * slice + length;
    }

    /** The limit that settings give this window; empty for none. */
    OptionalLong limit(BudgetSettings settings) {
        Integer limit = switch (this) {
            case RECIPIENTS_PER_HOUR -> settings.recipientsPerHour();
            case RECIPIENTS_PER_DAY -> settings.recipientsPerDay();
            case CALLS_PER_MINUTE -> settings.callsPerMinute();
        };
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
