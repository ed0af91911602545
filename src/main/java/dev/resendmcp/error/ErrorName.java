package dev.resendmcp.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The errors that this service reports itself. Names on the wire are those of the constants, in lower case. */
public enum ErrorName {
    INVALID_ARGUMENTS(422, Sent.NO, Retryable.NO, "an argument breaks a rule, or there is no such tool"),
    RATE_LIMIT_WAIT_EXCEEDED(429, Sent.NO, Retryable.YES, "the queue for Resend's rate limit is too long"),
    CIRCUIT_OPEN(503, Sent.NO, Retryable.YES, "the endpoint, or all of Resend, keeps failing"),
    STATE_UNAVAILABLE(503, Sent.NO, Retryable.YES, "the journal of sends does not respond"),
    AUDIT_UNAVAILABLE(503, Sent.NO, Retryable.YES, "the audit log cannot be written, and writes require it"),
    SERVER_BUSY(503, Sent.MAYBE, Retryable.YES, "too many calls or too many large responses at the same time"),
    SERVER_STOPPING(503, Sent.NO, Retryable.YES, "the server is restarting"),
    CANCELLED(499, Sent.NO, Retryable.YES, "the client cancelled the call, or disconnected, while it was queued"),
    UPSTREAM_UNREACHABLE(
            503, Sent.MAYBE, Retryable.DEPENDS, "there is no connection to Resend, or it broke (status 502)"),
    UPSTREAM_TIMEOUT(504, Sent.MAYBE, Retryable.DEPENDS, "Resend did not respond in time"),
    UPSTREAM_INVALID_ANSWER(502, Sent.YES, Retryable.DEPENDS, "Resend's response is not readable or too large"),
    UNEXPECTED_ANSWER(
            400, Sent.YES, Retryable.NO, "Resend refused the call without a readable reason; the status is Resend's"),
    DECLINED(403, Sent.NO, Retryable.NO, "the user did not approve the call"),
    INVALID_CONFIRMATION(422, Sent.NO, Retryable.NO, "`confirmation_token` is expired, used, or from another call"),
    CONFIRMATION_REQUIRED(403, Sent.NO, Retryable.NO, "the call requires user approval, which is not available here"),
    POLICY_REFUSED(
            403, Sent.NO, Retryable.NO, "a rule of the operator's send policy forbids the call; the message names it"),
    BUDGET_EXCEEDED(429, Sent.NO, Retryable.YES, "a budget of recipients or calls is used up; the message names it"),
    APPROVAL_EXPIRED(403, Sent.NO, Retryable.YES, "nobody approved the call in time"),
    APPROVAL_USED(409, Sent.NO, Retryable.NO, "an identical call has just used the approval"),
    TOO_MANY_APPROVALS(429, Sent.NO, Retryable.YES, "too many calls wait for approval"),
    INTERNAL_ERROR(500, Sent.MAYBE, Retryable.NO, "a bug in this server; its log has the details");

    /** Whether the call was sent to Resend. */
    public enum Sent {
        YES,
        NO,
        /** The error says {@code outcome: unknown} if Resend may have carried out the call. */
        MAYBE
    }

    /** Whether the same call may be repeated and may then succeed. */
    public enum Retryable {
        YES,
        NO,
        /** On the call: reads and calls with an idempotency key are. */
        DEPENDS
    }

    private final int status;
    private final Sent sent;
    private final Retryable retryable;
    private final String meaning;

    ErrorName(int status, Sent sent, Retryable retryable, String meaning) {
        this.status = status;
        this.sent = sent;
        this.retryable = retryable;
        this.meaning = meaning;
    }

    /** The error with this name on the wire; empty if it is not one of ours. */
    public static Optional<ErrorName> find(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName().equals(wireName))
                .findFirst();
    }

    /** All names on the wire. */
    public static Set<String> wireNames() {
        return Arrays.stream(values()).map(ErrorName::wireName).collect(Collectors.toUnmodifiableSet());
    }

    /** Name in results, logs and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** HTTP status that comes closest. */
    public int status() {
        return status;
    }

    /** Whether the call was sent to Resend. */
    public Sent sent() {
        return sent;
    }

    /** Whether to repeat the call. */
    public Retryable retryable() {
        return retryable;
    }

    /** What happened, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** Whether the call changed nothing at Resend, unless the error says {@code outcome: unknown}. */
    public boolean hadNoEffect() {
        // A busy server drops responses to reads; for writes it says that the outcome is unknown.
        return sent == Sent.NO || this == SERVER_BUSY;
    }

    /** Whether the error reports a response of Resend, with its status. */
    public boolean isResponse() {
        return this == UNEXPECTED_ANSWER;
    }
}
