package dev.resendmcp.once;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;

/** Outcome of a call that must take effect once. */
public enum SendOutcome {
    /** Resend carried it out. */
    ACCEPTED,
    /** It repeats an earlier call; both together took effect once. */
    DEDUPLICATED,
    /** Resend refused it; retrying is useless. */
    REFUSED,
    /** It may or may not have been carried out. */
    UNKNOWN,
    /** It was not carried out: not sent, or rejected by a rate limit. */
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
        // A retryable error is no refusal: an earlier attempt with the same key may be in progress.
        boolean refused = error.statusCode() >= 400 && error.statusCode() < 500 && !error.retryable();
        return refused ? REFUSED : UNKNOWN;
    }
}
