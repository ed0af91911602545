package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The date range of a metrics query, and its division into periods. */
record MetricsRange(Instant start, Instant end, String granularity, ZoneId zone) {
    private static final int MOST_PERIODS = 10_000;
    private static final Duration USUAL = Duration.ofDays(6);

    /** Reads the query; without dates it means the six days up to now. */
    static MetricsRange of(ObjectNode query, Instant now) {
        try {
            Instant end = query.has("end_date") ? date(query.get("end_date").textValue()) : now;
            end = end.isAfter(now) ? now : end;
            Instant start =
                    query.has("start_date") ? date(query.get("start_date").textValue()) : end.minus(USUAL);
            ZoneId zone = ZoneId.of(query.path("timezone").asText("UTC"));
            MetricsRange range =
                    new MetricsRange(start, end, query.path("granularity").asText("daily"), zone);
            range.check();
            return range;
        } catch (DateTimeException e) {
            throw ApiException.invalid("A date or the time zone is not valid: " + e.getMessage());
        }
    }

    boolean covers(Instant instant) {
        return !instant.isBefore(start) && !instant.isAfter(end);
    }

    /** The start of the period that contains this moment, with the offset of the time zone. */
    String period(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        ZonedDateTime day = local.truncatedTo(ChronoUnit.DAYS);
        ZonedDateTime period = switch (granularity) {
            case "hourly" -> local.truncatedTo(ChronoUnit.HOURS);
            case "weekly" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "monthly" -> day.withDayOfMonth(1);
            default -> day;
        };
        return period.toOffsetDateTime().toString();
    }

    private void check() {
        if (start.isAfter(end)) {
            throw ApiException.invalid("The `start_date` must not be after the `end_date`.");
        }
        long hours = switch (granularity) {
            case "hourly" -> 1;
            case "weekly" -> 7 * 24;
            case "monthly" -> 30 * 24;
            default -> 24;
        };
        if (Duration.between(start, end).toHours() / hours > MOST_PERIODS) {
            throw ApiException.invalid("The range has more than 10,000 periods.");
        }
    }

    private static Instant date(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
