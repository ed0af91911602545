package dev.resendmcp.digest;

/** A value that came as JSON but cannot be written as such: it is nested too deep, or a number has too many digits. */
public final class UnwritableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableJsonException(Throwable cause) {
        super("nested too deep, or a number has too many digits", cause);
    }
}
