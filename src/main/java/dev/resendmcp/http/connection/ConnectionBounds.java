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
 * @param max connections that are open at a time, 16 to 100000; over it, one without a request makes room
 * @param maxPerAddress connections of one address at a time, 1 to 100000; for IPv6, of one /64 network
 * @param headTimeout longest time from the first byte of a request to the end of its head, 1 s to 1 min
 */
public record ConnectionBounds(
        @NotNull @Min(16) @Max(100_000) Integer max,
        @NotNull @Min(1) @Max(100_000) Integer maxPerAddress,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 1, unit = TimeUnit.MINUTES)
        Duration headTimeout) {

    /** Fills in what the file leaves out. */
    public ConnectionBounds {
        max = Objects.requireNonNullElse(max, 4_096);
        maxPerAddress = Objects.requireNonNullElse(maxPerAddress, 512);
        headTimeout = Objects.requireNonNullElse(headTimeout, Duration.seconds(10));
    }

    /** What holds without settings. */
    static ConnectionBounds usual() {
        return new ConnectionBounds(null, null, null);
    }
}
