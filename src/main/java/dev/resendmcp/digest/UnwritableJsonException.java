package dev.resendmcp.digest;

/** A value cannot be written as JSON: it is nested too deeply, or a number has too many digits. */
public final class UnwritableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableJsonException(Throwable cause) {
        super("nested too deep, or a number has too many digits", cause);
    }
}
