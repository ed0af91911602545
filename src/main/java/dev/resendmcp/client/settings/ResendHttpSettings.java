package dev.resendmcp.client.settings;

import io.dropwizard.client.JerseyClientConfiguration;
import io.dropwizard.util.Duration;

/**
 * Dropwizard's HTTP client settings with defaults for a remote API. The framework's own suit calls inside a data centre:
 * 500 ms timeouts, no connection reuse, compressed and chunked request bodies.
 */
public final class ResendHttpSettings extends JerseyClientConfiguration {
    /** Waits 5 s for a connection, 30 s for an answer to begin; reuses connections; repeats nothing by itself. */
    public ResendHttpSettings() {
        setTimeout(Duration.seconds(30));
        setConnectionTimeout(Duration.seconds(5));
        setConnectionRequestTimeout(Duration.seconds(2));
        setKeepAlive(Duration.seconds(30));
        setTimeToLive(Duration.minutes(10));
        setMaxConnections(256);
        setMaxConnectionsPerRoute(256);
        setGzipEnabledForRequests(false);
        setChunkedEncodingEnabled(false);
        setRetries(0);
    }
}
