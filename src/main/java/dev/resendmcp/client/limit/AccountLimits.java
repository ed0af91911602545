package dev.resendmcp.client.limit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Resend said of the account's limits, in the headers of an answer or in the answer of {@code get_usage}.
 *
 * @param limit requests per second, header {@code ratelimit-limit}
 * @param remaining requests that may still be made in this window, {@code ratelimit-remaining}
 * @param resetSeconds seconds until the window is over, {@code ratelimit-reset}
 * @param dailyUsed e-mails of today, {@code x-resend-daily-quota}; on the free plan only
 * @param monthlyUsed e-mails of this month, {@code x-resend-monthly-quota}
 * @param dailyQuota e-mails that the plan allows in a day, from {@code get_usage} only
 * @param monthlyQuota e-mails that the plan allows in a month, from {@code get_usage} only
 */
public record AccountLimits(
        OptionalLong limit,
        OptionalLong remaining,
        OptionalLong resetSeconds,
        OptionalLong dailyUsed,
        OptionalLong monthlyUsed,
        OptionalLong dailyQuota,
        OptionalLong monthlyQuota) {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    /** Nothing said. */
    public static final AccountLimits NOTHING =
            new AccountLimits(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

    // A list of policies may follow the number, after a comma.
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9})\\s*(?:[,;].*)?");

    /** Reads the headers of an answer; a missing one is null. */
    public static AccountLimits read(UnaryOperator<String> header) {
        return new AccountLimits(
                number(header.apply("ratelimit-limit")),
                number(header.apply("ratelimit-remaining")),
                number(header.apply("ratelimit-reset")),
                number(header.apply("x-resend-daily-quota")),
                number(header.apply("x-resend-monthly-quota")),
                UNKNOWN,
                UNKNOWN);
    }

    /** Reads the answer of {@code get_usage}; what it does not name, or names without a number, stays unknown. */
    public static AccountLimits ofUsage(JsonNode usage) {
        JsonNode emails = usage.path("emails");
        return new AccountLimits(
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                number(emails.at("/daily/used")),
                number(emails.at("/monthly/used")),
                number(emails.at("/daily/limit")),
                number(emails.at("/monthly/limit")));
    }

    /** These limits, with those of an earlier answer where this one said nothing. */
    public AccountLimits over(AccountLimits earlier) {
        return new AccountLimits(
                or(limit, earlier.limit),
                or(remaining, earlier.remaining),
                or(resetSeconds, earlier.resetSeconds),
                or(dailyUsed, earlier.dailyUsed),
                or(monthlyUsed, earlier.monthlyUsed),
                or(dailyQuota, earlier.dailyQuota),
                or(monthlyQuota, earlier.monthlyQuota));
    }

    private static OptionalLong or(OptionalLong value, OptionalLong otherwise) {
        return value.isPresent() ? value : otherwise;
    }

    private static OptionalLong number(JsonNode value) {
        return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : UNKNOWN;
    }

    private static OptionalLong number(String header) {
        if (header == null) {
            return UNKNOWN;
        }
        Matcher number = NUMBER.matcher(header);
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
    }
}
