package dev.resendmcp.client.limit;

import dev.resendmcp.api.ResendException;
import java.time.Duration;

/** Errors of calls that never left this service, so that they may be repeated without a second thought. */
final class LimiterErrors {
    private LimiterErrors() {}

    static ResendException waitExceeded(int limit, Duration wait) {
        return new ResendException(
                "rate_limit_wait_exceeded",
                "Too many calls wait for the limit of " + limit
                        + " requests per second; this one was not sent. Try again in " + wait.toSeconds() + " s.",
                429,
                true,
                wait);
    }

    static ResendException left() {
        return new ResendException(
                "cancelled", "The call was cancelled while it waited; it was not sent.", 499, true, null);
    }

    static ResendException stopping() {
        return new ResendException(
                "server_stopping",
                "The server is stopping; this call was not sent and is safe to repeat.",
                503,
                true,
                null);
    }
}
