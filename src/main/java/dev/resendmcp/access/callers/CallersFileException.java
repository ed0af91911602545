package dev.resendmcp.access.callers;

/** The file of callers cannot be used. The message names line and key and says what to do, without a full stop. */
public final class CallersFileException extends Exception {
    private static final long serialVersionUID = 1L;

    CallersFileException(String message) {
        super(message);
    }
}
