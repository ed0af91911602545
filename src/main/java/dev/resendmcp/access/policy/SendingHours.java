package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.Splitter;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Days and hours at which mail may leave, such as {@code Mon-Fri 08:00-18:00 Europe/Berlin}.
 *
 * @param text as configured
 * @param days of the zone
 * @param from first minute of such a day
 * @param until first minute after the hours; midnight for the end of the day
 * @param zone whose clock counts
 */
public record SendingHours(@JsonValue String text, Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {
    private static final String FORM =
            "must be days, hours and a time zone, such as Mon-Fri 08:00-18:00 Europe/Berlin, or Mon,Wed 09:00-24:00 UTC";

    /** Keeps the days. */
    public SendingHours {
        days = Set.copyOf(days);
    }

    /**
     * Reads the text.
     *
     * @return null for a blank text, which means that there is no rule
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SendingHours of(String text) {
        if (text.isBlank()) {
            return null;
        }
        List<String> parts = Splitter.on(' ').trimResults().omitEmptyStrings().splitToList(text);
        List<String> hours = parts.size() == 3 ? Splitter.on('-').splitToList(parts.get(1)) : List.of();
        if (hours.size() != 2) {
            throw new IllegalArgumentException(FORM);
        }
        try {
            LocalTime from = LocalTime.parse(hours.get(0));
            LocalTime until = hours.get(1).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(hours.get(1));
            if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
                throw new IllegalArgumentException("must end later than it begins; " + FORM);
            }
            return new SendingHours(text.strip(), days(parts.get(0)), from, until, ZoneId.of(parts.get(2)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(FORM, e);
        }
    }

    private static Set<DayOfWeek> days(String list) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String entry : Splitter.on(',').split(list)) {
            List<String> ends = Splitter.on('-').limit(2).splitToList(entry);
            DayOfWeek day = day(ends.get(0));
            DayOfWeek last = day(ends.get(ends.size() - 1));
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.length() == 3 && day.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException(FORM);
    }

    /** Whether mail may leave at this time. */
    public boolean allow(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        LocalTime clock = local.toLocalTime();
        boolean early = until.equals(LocalTime.MIDNIGHT) || clock.isBefore(until);
        return days.contains(local.getDayOfWeek()) && !clock.isBefore(from) && early;
    }
}
