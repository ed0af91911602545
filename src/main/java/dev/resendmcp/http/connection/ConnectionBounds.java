package dev.resendmcp.http.connection;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code connections} section of a connector.
 *
 * @param max open connections, 16 to 100000; beyond that, a connection without a request is closed
 * @param maxPerAddress open connections of one address, 1 to 100000; for IPv6, of one /64 network
 * @param headTimeout longest time from the first byte of a request to the end of its head, 1 s to 1 min
 */
public record ConnectionBounds(
        @NotNull @Min(16) @Max(100_000) Integer max,
        @NotNull @Min(1) @Max(100_000) Integer maxPerAddress,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 1, unit = TimeUnit.MINUTES)
        Duration headTimeout) {

    /** Fills in the defaults. */
    public ConnectionBounds {
        max = Objects.requireNonNullElse(max, 4_096);
        maxPerAddress = Objects.requireNonNullElse(maxPerAddress, 512);
        headTimeout = Objects.requireNonNullElse(headTimeout, Duration.seconds(10));
    }

    /** The defaults. */
    static ConnectionBounds usual() {
        return new ConnectionBounds(null, null, null);
    }
}
