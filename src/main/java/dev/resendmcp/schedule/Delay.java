package dev.resendmcp.schedule;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration in words, such as "30 minutes", "2h" or "1 day and 12 hours". */
public final class Delay {
    private static final Pattern PART = Pattern.compile(
            "(an?|\\d{1,7})\\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\\b(?:,|\\s|and)*+");
    private static final Map<Character, Duration> UNITS = Map.of(
            's', Duration.ofSeconds(1),
            'm', Duration.ofMinutes(1),
            'h', Duration.ofHours(1),
            'd', Duration.ofDays(1),
            'w', Duration.ofDays(7));

    private Delay() {}

    /** The duration, which is positive; empty if it cannot be told. */
    public static Optional<Duration> read(String text) {
        Matcher part = PART.matcher(text.strip().toLowerCase(Locale.ROOT));
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            long amount = part.group(1).startsWith("a") ? 1 : Long.parseLong(part.group(1));
            sum = sum.plus(UNITS.get(part.group(2).charAt(0)).multipliedBy(amount));
            end = part.end();
        }
        boolean whole = end == text.strip().length();
        return whole && !sum.isZero() ? Optional.of(sum) : Optional.empty();
    }

    /** What is wrong with a delay; empty if nothing is. */
    public static Optional<String> fault(String text, Duration longest, String range) {
        return read(text).filter(delay -> delay.compareTo(longest) <= 0).isPresent()
                ? Optional.empty()
                : Optional.of("must be a duration such as \"30 minutes\", \"2 hours\" or \"1 day\", at most " + range);
    }
}
