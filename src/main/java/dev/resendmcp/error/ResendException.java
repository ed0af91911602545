package dev.resendmcp.error;

import dev.resendmcp.error.ErrorName.Retryable;
import java.time.Duration;
import java.util.Optional;

/** A call to Resend failed. The message is for callers: it contains no email address, key, body or host. */
public final class ResendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int statusCode;
    private final boolean retryable;
    private final transient Duration retryAfter;
    private final boolean outcomeUnknown;

    /**
     * @param name name of the error on the wire, Resend's or ours
     * @param message what went wrong and what to do
     * @param statusCode HTTP status of Resend's response, or the closest one if there was none
     * @param retryable whether the same call may be repeated and may then succeed
     * @param retryAfter how long to wait before that; null if unknown
     */
    public ResendException(String name, String message, int statusCode, boolean retryable, Duration retryAfter) {
        this(name, message, statusCode, retryable, retryAfter, false);
    }

    /** One of our own errors, with its usual status. The wait before repeating the call is null if unknown. */
    public ResendException(ErrorName name, String message, Duration retryAfter) {
        this(name.wireName(), message, name.status(), name.retryable() == Retryable.YES, retryAfter);
    }

    private ResendException(
            String name,
            String message,
            int statusCode,
            boolean retryable,
            Duration retryAfter,
            boolean outcomeUnknown) {
        super(message);
        this.name = name;
        this.statusCode = statusCode;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** The same error with another message, for a call that Resend may have carried out anyway. */
    public ResendException withUnknownOutcome(String message, Duration wait) {
        return new ResendException(name, message, statusCode, retryable, wait, true);
    }

    /** The same error with another message. */
    public ResendException withMessage(String message, Duration wait) {
        return new ResendException(name, message, statusCode, retryable, wait, outcomeUnknown);
    }

    /** Name of the error on the wire, such as {@code validation_error}. */
    public String name() {
        return name;
    }

    /** HTTP status of Resend's response, or the closest one if there was none. */
    public int statusCode() {
        return statusCode;
    }

    /** Whether repeating the same call is safe and may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** How long to wait before repeating the call, if known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether Resend may have carried out the call; false if it certainly did not, and for calls that only read. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
