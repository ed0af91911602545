package dev.resendmcp.client.settings;

/** TLS to Resend cannot be set up as configured. The message names the setting and the fix. */
public final class TlsSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TlsSettingsException(Throwable cause) {
        super("resend.http.tls cannot be used: check the paths, types and passwords of its stores.", cause);
    }
}
