package dev.resendmcp.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When to send, as Resend documents it: an ISO 8601 time, UTC without a zone, or words such as "in 2 hours", "tomorrow at 9am" or
 * "Friday at 3pm ET".
 */
public final class SendingTime {
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
                    + " ?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern SPAN = Pattern.compile("in (.+?)(?: from now)?");
    private static final String ZONE = "(?: (?!am\\b|pm\\b)([a-z]{2,4}|[a-z_]+/[a-z_]+))?";
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(today|tonight|tomorrow|(?:next |on |this )?[a-z]{3,9}day)(?:,? (?:at )?([0-9apm: ]+?|noon|midnight))?"
                    + ZONE);
    private static final Pattern TIME_FIRST =
            Pattern.compile("(?:at )?([0-9: ]+(?:am|pm)|noon|midnight)(?: (today|tonight|tomorrow))?" + ZONE);
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})(?::(\\d{2}))? ?(am|pm)?");
    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("utc", "UTC"),
            Map.entry("gmt", "UTC"),
            Map.entry("z", "UTC"),
            Map.entry("et", "America/New_York"),
            Map.entry("ct", "America/Chicago"),
            Map.entry("mt", "America/Denver"),
            Map.entry("pt", "America/Los_Angeles"),
            Map.entry("cet", "Europe/Paris"),
            Map.entry("cest", "Europe/Paris"));
    private static final Duration FURTHEST = Duration.ofDays(30);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private SendingTime() {}

    /** The time that a text means; empty if it cannot be told. */
    public static Optional<ZonedDateTime> read(String text, Instant now) {
        try {
            String given = text.strip();
            Matcher iso = ISO.matcher(given);
            return iso.matches() ? Optional.of(iso(iso)) : words(given.toLowerCase(Locale.ROOT), now);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When mail with this time leaves, which is now if the time is past; empty if it cannot be told. */
    public static Optional<Instant> departure(String text, Instant now) {
        return read(text, now).map(ZonedDateTime::toInstant).map(time -> time.isBefore(now) ? now : time);
    }

    /** Whether it is the same time whenever it is read, so that everybody reads the same. */
    public static boolean isFixed(String text) {
        Matcher iso = ISO.matcher(text.strip());
        return iso.matches() && iso.group(3) != null;
    }

    /** Whether it counts from the time at which it is read, such as "in 2 hours". */
    public static boolean isRelative(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        return given.equals("now") || SPAN.matcher(given).matches();
    }

    /** What is wrong with a time; empty if nothing is. */
    public static Optional<String> fault(String text, Instant now) {
        Optional<ZonedDateTime> time = read(text, now);
        if (time.isEmpty()) {
            return Optional.of("cannot tell when this is; give an ISO 8601 time such as "
                    + now.plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS)
                    + ", or words such as \"in 2 hours\", \"tomorrow at 9am\" or \"Friday at 3pm ET\"");
        }
        Instant instant = time.get().toInstant();
        boolean past = instant.isBefore(now.minus(TOLERANCE));
        if (!past && !instant.isAfter(now.plus(FURTHEST))) {
            return Optional.empty();
        }
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return Optional.of("%s is %s; give a time between now, %s, and %s"
                .formatted(
                        time.get(), past ? "in the past" : "more than 30 days ahead", second, second.plus(FURTHEST)));
    }

    private static ZonedDateTime iso(Matcher iso) {
        String clock = iso.group(2) == null ? "00:00" : iso.group(2).replace(',', '.');
        String zone = iso.group(3) == null ? "Z" : iso.group(3).toUpperCase(Locale.ROOT);
        String offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        ZoneId id = ZoneOffset.of(offset);
        ZonedDateTime time = OffsetDateTime.parse(iso.group(1) + "T" + clock + ZoneOffset.of(offset))
                .atZoneSameInstant(id);
        return offset.equals("Z") ? time.withZoneSameInstant(ZoneId.of("UTC")) : time;
    }

    private static Optional<ZonedDateTime> words(String text, Instant now) {
        ZonedDateTime utc = now.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of("UTC"));
        if (text.equals("now")) {
            return Optional.of(utc);
        }
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            return Delay.read(span.group(1)).map(utc::plus);
        }
        Matcher day = DAY_FIRST.matcher(text);
        if (day.matches()) {
            return Optional.of(on(utc.withZoneSameInstant(zone(day.group(3))), day.group(1), day.group(2)));
        }
        Matcher time = TIME_FIRST.matcher(text);
        return time.matches()
                ? Optional.of(on(utc.withZoneSameInstant(zone(time.group(3))), time.group(2), time.group(1)))
                : Optional.empty();
    }

    private static ZoneId zone(String name) {
        if (name == null) {
            return ZoneId.of("UTC");
        }
        String known = ZONES.get(name.replaceFirst("^([ecmp])[sd]t$", "$1t"));
        return known != null
                ? ZoneId.of(known)
                : ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.equalsIgnoreCase(name))
                        .findFirst()
                        .map(ZoneId::of)
                        .orElseThrow(() -> new DateTimeException(name));
    }

    /** A time that the clocks skip is as much later; one that they repeat is the first. */
    private static ZonedDateTime on(ZonedDateTime now, String day, String clock) {
        LocalTime usual = "tonight".equals(day) ? LocalTime.of(20, 0) : LocalTime.of(9, 0);
        LocalTime time = clock == null ? usual : clock(clock.strip());
        LocalDate today = now.toLocalDate();
        if (day == null) {
            return later(now, today, today.plusDays(1), time);
        }
        return switch (day) {
            case "today", "tonight" -> today.atTime(time).atZone(now.getZone());
            case "tomorrow" -> today.plusDays(1).atTime(time).atZone(now.getZone());
            default -> {
                String name = day.substring(day.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT);
                LocalDate next = today.with(TemporalAdjusters.nextOrSame(weekday(name)));
                yield later(now, next, next.plusWeeks(1), time);
            }
        };
    }

    /** The first of two days on which the time is still ahead. */
    private static ZonedDateTime later(ZonedDateTime now, LocalDate first, LocalDate second, LocalTime time) {
        ZonedDateTime early = first.atTime(time).atZone(now.getZone());
        return early.isAfter(now) ? early : second.atTime(time).atZone(now.getZone());
    }

    private static DayOfWeek weekday(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name)) {
                return day;
            }
        }
        throw new DateTimeException(name);
    }

    private static LocalTime clock(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (text.equals("noon") || text.equals("midnight")) {
            return text.equals("noon") ? LocalTime.NOON : LocalTime.MIDNIGHT;
        }
        if (!clock.matches()) {
            throw new DateTimeException(text);
        }
        int hour = Integer.parseInt(clock.group(1));
        if (clock.group(3) != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException(text);
            }
            hour = hour % 12 + (clock.group(3).equals("pm") ? 12 : 0);
        }
        return LocalTime.of(hour, clock.group(2) == null ? 0 : Integer.parseInt(clock.group(2)));
    }
}
