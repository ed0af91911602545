package dev.resendmcp.access.mail;

import dev.resendmcp.tools.ToolError;

/** What a call would send could not be looked up at Resend. */
public final class LookupFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ToolError error;

    /** @param error of the call that looked it up */
    LookupFailedException(ToolError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    /** Why, for the caller; nothing was sent. */
    public ToolError error() {
        return error;
    }
}
