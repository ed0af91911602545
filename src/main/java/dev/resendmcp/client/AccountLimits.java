package dev.resendmcp.client;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Resend said of the account's limits in the headers of an answer.
 *
 * @param limit requests per second, header {@code ratelimit-limit}
 * @param remaining requests that may still be made in this window, {@code ratelimit-remaining}
 * @param resetSeconds seconds until the window is over, {@code ratelimit-reset}
 * @param dailyUsed e-mails of today, {@code x-resend-daily-quota}; on the free plan only
 * @param monthlyUsed e-mails of this month, {@code x-resend-monthly-quota}
 * @param at when the answer came
 */
public record AccountLimits(
        OptionalLong limit,
        OptionalLong remaining,
        OptionalLong resetSeconds,
        OptionalLong dailyUsed,
        OptionalLong monthlyUsed,
        Instant at) {
    // A list of policies may follow the number, after a comma.
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,12})\\s*(?:[,;].*)?");

    /** Reads the headers of an answer; empty when it has none of them. */
    static Optional<AccountLimits> read(UnaryOperator<String> header, Instant at) {
        AccountLimits limits = new AccountLimits(
                number(header.apply("ratelimit-limit")),
                number(header.apply("ratelimit-remaining")),
                number(header.apply("ratelimit-reset")),
                number(header.apply("x-resend-daily-quota")),
                number(header.apply("x-resend-monthly-quota")),
                at);
        return limits.equals(nothing(at)) ? Optional.empty() : Optional.of(limits);
    }

    /** Nothing said. */
    static AccountLimits nothing(Instant at) {
        return new AccountLimits(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                at);
    }

    /** These limits, with those of an earlier answer where this one said nothing. */
    AccountLimits over(AccountLimits earlier) {
        return new AccountLimits(
                or(limit, earlier.limit),
                or(remaining, earlier.remaining),
                or(resetSeconds, earlier.resetSeconds),
                or(dailyUsed, earlier.dailyUsed),
                or(monthlyUsed, earlier.monthlyUsed),
                at);
    }

    private static OptionalLong or(OptionalLong value, OptionalLong otherwise) {
        return value.isPresent() ? value : otherwise;
    }

    private static OptionalLong number(String header) {
        Matcher number = NUMBER.matcher(header == null ? "" : header);
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
    }
}
