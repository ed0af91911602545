package dev.resendmcp.once;

import dev.resendmcp.tools.ToolError;

/** This service refuses a call that must take effect once; nothing was sent. */
final class SendRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ToolError error;

    /** @param error error for the caller */
    SendRefusedException(ToolError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    ToolError error() {
        return error;
    }
}
