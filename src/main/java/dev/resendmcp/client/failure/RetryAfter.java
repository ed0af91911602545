package dev.resendmcp.client.failure;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}, in seconds or as an HTTP date. */
public final class RetryAfter {
    private final Clock clock;

    public RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /** How long to wait; empty when the header is missing or makes no sense. */
    Optional<Duration> read(String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(header.strip()))));
        } catch (NumberFormatException notSeconds) {
            return date(header);
        }
    }

    private Optional<Duration> date(String header) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
