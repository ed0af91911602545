package dev.resendmcp.access.callers;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * When a caller's tokens stop being valid.
 *
 * @param moment from which on they are invalid
 */
public record Expiry(Instant moment) {
    /**
     * Reads a date, which means its beginning in UTC, or a moment such as {@code 2027-01-31T18:00:00Z}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    @JsonCreator
    public static Expiry of(String text) {
        try {
            return new Expiry(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a date such as 2027-01-31, or a moment such as 2027-01-31T18:00:00Z");
        }
    }

    /** Whether it is over. */
    boolean isOver(Instant now) {
        return !now.isBefore(moment);
    }
}
