package dev.resendmcp.simulator.email;

import dev.resendmcp.simulator.core.ApiException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When to send: an ISO 8601 time, or the words of Resend's documentation such as "tomorrow at 9am" or "Friday at 3pm ET". */
public final class SendingTime {
    private static final Duration FURTHEST = Duration.ofDays(30);
    private static final Pattern ISO = Pattern.compile("\\d{4}-.*");
    private static final Pattern SPAN =
            Pattern.compile("in (an?|\\d{1,5}) ?(min(?:ute)?|m|hour|hr?|day|d|week|w)s?(?: from now)?");
    private static final Pattern DAY = Pattern.compile(
            "(?:(today|tonight|tomorrow|(?:next )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\\b)?"
                    + "(?: ?(?:at )?(noon|midnight|\\d{1,2}(?::\\d{2})?(?: ?[ap]m)?))?(?: ([a-z/_]+))?");
    private static final Map<String, String> ZONES = Map.of(
            "et", "America/New_York",
            "ct", "America/Chicago",
            "mt", "America/Denver",
            "pt", "America/Los_Angeles",
            "utc", "UTC",
            "gmt", "UTC");

    private SendingTime() {}

    /**
     * Reads a time.
     *
     * @throws ApiException if it is no time, is past, or is more than 30 days ahead
     */
    public static Instant of(String text, Instant now) {
        Instant time = read(text.trim(), now);
        // A client's clock may be a little behind.
        if (time.isBefore(now.minusSeconds(60))) {
            throw ApiException.invalid("The `scheduled_at` field must be in the future.");
        }
        if (time.isAfter(now.plus(FURTHEST))) {
            throw ApiException.invalid("The `scheduled_at` field must be at most 30 days ahead.");
        }
        return time;
    }

    private static Instant read(String text, Instant now) {
        try {
            return ISO.matcher(text).matches() ? iso(text) : words(text.toLowerCase(Locale.ROOT), now);
        } catch (DateTimeException e) {
            throw ApiException.invalid("The `scheduled_at` field is neither an ISO 8601 date nor says when.");
        }
    }

    private static Instant iso(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean hasZone = text.matches(".*(?:[Zz]|[+-]\\d{2}:?\\d{2})");
        return hasZone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static Instant words(String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long amount = span.group(1).startsWith("a") ? 1 : Long.parseLong(span.group(1));
            return switch (span.group(2).charAt(0)) {
                case 'm' -> now.plus(amount, ChronoUnit.MINUTES);
                case 'h' -> now.plus(amount, ChronoUnit.HOURS);
                case 'd' -> now.plus(amount, ChronoUnit.DAYS);
                default -> now.plus(7 * amount, ChronoUnit.DAYS);
            };
        }
        Matcher day = DAY.matcher(text);
        if (text.isEmpty() || !day.matches() || (day.group(1) == null && day.group(2) == null)) {
            throw new DateTimeException(text);
        }
        String zone = day.group(3) == null ? "utc" : day.group(3).replaceFirst("^([ecmp])[sd]t$", "$1t");
        ZonedDateTime local = now.atZone(ZoneId.of(ZONES.getOrDefault(zone, day.group(3))));
        LocalTime time = day.group(2) == null
                ? (day.group(1).equals("tonight") ? LocalTime.of(20, 0) : LocalTime.of(9, 0))
                : time(day.group(2));
        return on(local, day.group(1), time).toInstant();
    }

    /** On a named day; without one, today or, if that is past, tomorrow. */
    private static ZonedDateTime on(ZonedDateTime now, String day, LocalTime time) {
        ZonedDateTime today = now.with(time);
        if (day == null) {
            return today.isAfter(now) ? today : today.plusDays(1);
        }
        return switch (day) {
            case "today", "tonight" -> today;
            case "tomorrow" -> today.plusDays(1);
            default -> {
                ZonedDateTime next = today.with(TemporalAdjusters.nextOrSame(weekday(day.replace("next ", ""))));
                yield next.isAfter(now) ? next : next.plusWeeks(1);
            }
        };
    }

    private static DayOfWeek weekday(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3)))
                .findFirst()
                .orElseThrow(() -> new DateTimeException(name));
    }

    private static LocalTime time(String text) {
        if (text.equals("noon")) {
            return LocalTime.NOON;
        }
        if (text.equals("midnight")) {
            return LocalTime.MIDNIGHT;
        }
        String[] parts = text.replaceAll("[ apm]", "").split(":", 2);
        int hour = Integer.parseInt(parts[0]);
        if (text.endsWith("m")) {
            hour = hour % 12 + (text.contains("p") ? 12 : 0);
        }
        return LocalTime.of(hour, parts.length < 2 ? 0 : Integer.parseInt(parts[1]));
    }
}
