package dev.resendmcp.systemd;

/** A service manager waits for messages that this process cannot send. The message says what to do. */
public final class NotifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotifyException(String message, Throwable cause) {
        super(message, cause);
    }
}
