package dev.resendmcp.client.probe;

/** The proxy refused to open a connection to Resend. */
public final class ProxyRefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    ProxyRefusalException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
