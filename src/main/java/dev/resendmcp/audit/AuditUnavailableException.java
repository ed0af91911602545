package dev.resendmcp.audit;

/** The audit log could not be written. The message says why, in words for operators. */
public final class AuditUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    AuditUnavailableException(String reason) {
        super(reason, null, false, false);
    }
}
