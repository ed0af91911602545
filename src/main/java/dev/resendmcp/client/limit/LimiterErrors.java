package dev.resendmcp.client.limit;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.time.Duration;

/** Errors of calls that the limiter did not let through. Nothing was sent, so they are safe to retry. */
final class LimiterErrors {
    private LimiterErrors() {}

    static ResendException waitExceeded(int limit, Duration wait) {
        return new ResendException(
                ErrorName.RATE_LIMIT_WAIT_EXCEEDED,
                "Too many calls wait for the limit of " + limit
                        + " requests per second; this one was not sent. Try again in " + wait.toSeconds() + " s.",
                wait);
    }

    static ResendException cancelled() {
        return new ResendException(
                ErrorName.CANCELLED, "The call was cancelled while it waited; it was not sent.", null);
    }

    static ResendException stopping() {
        return new ResendException(
                ErrorName.SERVER_STOPPING,
                "The server is stopping; this call was not sent and is safe to repeat.",
                null);
    }
}
