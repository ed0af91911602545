package dev.resendmcp.once;

import dev.resendmcp.tools.ToolError;

/** A call that must take effect once is not made, because of something known here; Resend was not asked. */
final class SendRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ToolError error;

    /** @param error what its caller is told */
    SendRefusedException(ToolError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    ToolError error() {
        return error;
    }
}
