package dev.resendmcp.access.mail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When mail leaves that was scheduled in words or as an ISO 8601 time. */
public final class Departure {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final Pattern WORDS = Pattern.compile(
            "in (an?|[0-9]{1,6}) (sec|second|min|minute|hour|hr|h|day|week)s?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Duration> UNITS = Map.of(
            "sec", Duration.ofSeconds(1),
            "second", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "minute", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "hr", Duration.ofHours(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));

    private Departure() {}

    /**
     * The time that a text means: a time with a zone, or words such as {@code in 2 hours}.
     *
     * @return empty for anything else, which only Resend understands; a time in the past means now
     */
    public static Optional<Instant> at(String text, Instant now) {
        String given = text.strip();
        Matcher words = WORDS.matcher(given);
        if (words.matches()) {
            String number = words.group(1).toLowerCase(Locale.ROOT);
            long count = number.startsWith("a") ? 1 : Long.parseLong(number);
            return Optional.of(
                    now.plus(UNITS.get(words.group(2).toLowerCase(Locale.ROOT)).multipliedBy(count)));
        }
        try {
            Instant time = OffsetDateTime.parse(given.replace(' ', 'T'), ISO).toInstant();
            return Optional.of(time.isBefore(now) ? now : time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
