package dev.resendmcp.simulator.automation;

import dev.resendmcp.simulator.core.ApiException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of steps, such as {@code 30 minutes}: up to 30 days. */
final class Durations {
    private static final Pattern TEXT = Pattern.compile(
            "(an?|\\d{1,8}) ?(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?)");

    private Durations() {}

    /** Throws an {@link ApiException} if it is no duration, or a longer one. */
    static Duration of(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw ApiException.invalid("The duration `%s` is not such as `30 minutes`.".formatted(text));
        }
        long amount = matcher.group(1).startsWith("a") ? 1 : Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'd' -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
        if (duration.isZero() || duration.compareTo(Duration.ofDays(30)) > 0) {
            throw ApiException.invalid("The duration `%s` is not between 1 second and 30 days.".formatted(text));
        }
        return duration;
    }
}
