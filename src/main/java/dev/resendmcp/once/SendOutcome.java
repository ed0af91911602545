package dev.resendmcp.once;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;

/** How a call that must take effect once has ended. */
public enum SendOutcome {
    /** Resend has carried it out. */
    ACCEPTED,
    /** The same call came before; both have taken effect once. */
    DEDUPLICATED,
    /** Resend has refused it for good. */
    REFUSED,
    /** It may have been carried out or not. */
    UNKNOWN,
    /** Nothing was carried out: it was not sent, or turned away by a rate limit. */
    NOT_SENT;

    static final String MARK = "deduplicated";

    static SendOutcome of(ToolResult result) {
        return result.error()
                .map(SendOutcome::of)
                .orElseGet(() -> result.content().path(MARK).asBoolean() ? DEDUPLICATED : ACCEPTED);
    }

    private static SendOutcome of(ToolError error) {
        if (error.outcomeUnknown()) {
            return UNKNOWN;
        }
        // A connection that broke later has status 502.
        boolean unreached = error.is(ErrorName.UPSTREAM_UNREACHABLE)
                && error.statusCode() == ErrorName.UPSTREAM_UNREACHABLE.status();
        if (unreached || error.notSent() || ResendErrorName.RATE_LIMIT_EXCEEDED.is(error.name())) {
            return NOT_SENT;
        }
        // What may be repeated is not refused: an earlier attempt with the same key may be in progress.
        boolean refused = error.statusCode() >= 400 && error.statusCode() < 500 && !error.retryable();
        return refused ? REFUSED : UNKNOWN;
    }
}
