package dev.resendmcp.cli.report;

/** A check failed, and the output says which. */
public final class CheckFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    CheckFailedException() {
        super("A check failed.");
    }
}
