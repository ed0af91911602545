package dev.resendmcp.client.failure;

import java.util.Locale;

/** Where a request to Resend went wrong. */
public enum FailureKind {
    /** The host name of Resend could not be resolved. */
    DNS,
    /** No connection could be opened. */
    CONNECT,
    /** The encrypted connection failed, or the certificate is not trusted. */
    TLS,
    /** The proxy on the way to Resend refused, or could not be reached. */
    PROXY,
    /** No whole answer came in time. */
    TIMEOUT,
    /** The connection broke before the answer was complete. */
    RESET,
    /** Something answered, but not in the form of HTTP and JSON that Resend has. */
    INVALID_ANSWER,
    /** Resend answered with a status of 500 or above. */
    SERVER_ERROR,
    /** All connections of this service's pool were in use. */
    POOL,
    /** Other answers took all memory that this service has for answers. */
    MEMORY,
    /** This service failed itself. */
    INTERNAL;

    /** The name in logs, messages and labels, such as {@code invalid_answer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the failure may mean that Resend, or the network path to it, is down. */
    boolean pointsAtResend() {
        return this != POOL && this != MEMORY && this != INTERNAL;
    }
}
