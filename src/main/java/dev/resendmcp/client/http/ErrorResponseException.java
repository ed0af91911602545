package dev.resendmcp.client.http;

import java.io.IOException;

/** A response whose status is not a success. */
public final class ErrorResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;
    private final transient byte[] body;

    /**
     * @param status HTTP status
     * @param retryAfter value of the header {@code Retry-After}; null when it is missing
     * @param body the whole body, which may be empty and may be anything
     */
    public ErrorResponseException(int status, String retryAfter, byte[] body) {
        super("HTTP status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body.clone();
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Value of the header {@code Retry-After}; null when it is missing. */
    public String retryAfter() {
        return retryAfter;
    }

    /** The whole body, which may be empty and may be anything. */
    public byte[] body() {
        return body.clone();
    }
}
