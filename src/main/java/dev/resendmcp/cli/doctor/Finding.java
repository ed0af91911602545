package dev.resendmcp.cli.doctor;

/**
 * The result of one check.
 *
 * @param check name of the check, the same in every run
 * @param status how it ended
 * @param message one line: what was found and, unless it is fine, how to mend it; contains no key, token or e-mail address
 */
record Finding(String check, Status status, String message) {
    static Finding ok(String check, String message) {
        return new Finding(check, Status.OK, message);
    }

    static Finding warning(String check, String message) {
        return new Finding(check, Status.WARNING, message);
    }

    static Finding failed(String check, String message) {
        return new Finding(check, Status.FAILED, message);
    }

    static Finding skipped(String check, String reason) {
        return new Finding(check, Status.SKIPPED, reason);
    }
}
