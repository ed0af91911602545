package dev.resendmcp.client.failure;

/**
 * A failed attempt to call Resend, in words for operators and callers.
 *
 * @param kind where it went wrong
 * @param endpoint method and path template, such as {@code GET /emails/{email_id}}
 * @param status HTTP status of the answer, 0 when there was none
 * @param error name of the error as callers get it
 * @param cause what the network or the JVM said, without hosts and addresses; empty when it said nothing
 */
public record UpstreamFailure(FailureKind kind, String endpoint, int status, String error, String cause) {
    /** Kind, status and cause, such as {@code tls: certificate expired}. */
    public String describe() {
        return kind.label() + (status == 0 ? "" : ", HTTP status " + status) + (cause.isEmpty() ? "" : ": " + cause);
    }
}
