package dev.resendmcp.systemd;

/** Thrown when a service manager expects notifications that this process cannot send. The message explains the fix. */
public final class NotifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotifyException(String message, Throwable cause) {
        super(message, cause);
    }
}
