package dev.resendmcp.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A call to Resend that did not succeed, in the words that a caller may read.
 *
 * <p>Thrown by whatever implements the interfaces of this package; the message names no address, key, body or host.
 */
public final class ResendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int statusCode;
    private final boolean retryable;
    private final transient Duration retryAfter;
    private final boolean outcomeUnknown;

    /**
     * @param name the error's machine-readable name: Resend's own, or one of ours when no answer of Resend was had
     * @param message what went wrong and what to do
     * @param statusCode Resend's HTTP status, or the one that fits best when there was no answer
     * @param retryable whether the same call may be repeated and may then succeed
     * @param retryAfter how long to wait before that, or null when nothing is known
     */
    public ResendException(String name, String message, int statusCode, boolean retryable, Duration retryAfter) {
        this(name, message, statusCode, retryable, retryAfter, false);
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

    /**
     * The same error of a call that Resend may have carried out all the same.
     *
     * @param message replaces the one of this error
     * @param wait how long to wait before a repeat, or null when nothing is known
     */
    public ResendException withUnknownOutcome(String message, Duration wait) {
        return new ResendException(name, message, statusCode, retryable, wait, true);
    }

    /**
     * The same error in other words.
     *
     * @param message replaces the one of this error
     * @param wait how long to wait before a repeat, or null when nothing is known
     */
    public ResendException withMessage(String message, Duration wait) {
        return new ResendException(name, message, statusCode, retryable, wait, outcomeUnknown);
    }

    /** The error's machine-readable name, such as {@code validation_error}. */
    public String name() {
        return name;
    }

    /** HTTP status of the answer, or the nearest one when there was none. */
    public int statusCode() {
        return statusCode;
    }

    /** Whether repeating the same call is safe and may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** How long to wait before a repeat, when known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether Resend may have carried out the call; false when it certainly has not, or when the call only reads. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
