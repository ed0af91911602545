package dev.resendmcp.cli.report;

/**
 * The result of one check.
 *
 * @param check name of the check, the same in every run
 * @param status how it ended
 * @param message one line: what was found and, unless it is fine, how to mend it; contains no key, token or e-mail address
 */
public record Finding(String check, Status status, String message) {
    /** Nothing is wrong. */
    public static Finding ok(String check, String message) {
        return new Finding(check, Status.OK, message);
    }

    /** Something needs attention. */
    public static Finding warning(String check, String message) {
        return new Finding(check, Status.WARNING, message);
    }

    /** Something is broken. */
    public static Finding failed(String check, String message) {
        return new Finding(check, Status.FAILED, message);
    }

    /** Not checked, for a reason. */
    public static Finding skipped(String check, String reason) {
        return new Finding(check, Status.SKIPPED, reason);
    }
}
