package dev.resendmcp.mcp;

import dev.resendmcp.http.AllowedHosts;
import dev.resendmcp.http.AllowedOrigins;
import dev.resendmcp.http.TrustedProxies;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code mcp} section of the configuration.
 *
 * @param allowedHosts values of the header {@code Host} that are served; {@code name:*} is any port
 * @param allowedOrigins values of the header {@code Origin} that are served, when a browser sends one
 * @param maxBodySize largest message, after decompression
 * @param maxContentBodySize the same for calls of tools that carry content, such as attachments
 * @param transferTimeout longest time in which a body arrives or an answer is read
 * @param minTransferRate bytes per second that a body or an answer makes at least, once it takes longer than ten seconds
 * @param maxConcurrentCalls tool calls that may run or wait at a time, and bodies that may arrive at a time
 * @param trustedProxies reverse proxies that say who their clients are
 */
public record McpSettings(
        @NotNull AllowedHosts allowedHosts,
        @NotNull AllowedOrigins allowedOrigins,

        @NotNull
        @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
        @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
        DataSize maxBodySize,

        @NotNull
        @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
        @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
        DataSize maxContentBodySize,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration transferTimeout,

        @NotNull @MinDataSize(1) @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
        DataSize minTransferRate,

        @NotNull @Min(1) @Max(100_000) Integer maxConcurrentCalls,
        @NotNull TrustedProxies trustedProxies) {

    /** Loopback names on any port. */
    public static final String LOOPBACK_HOSTS = "localhost:*, 127.0.0.1:*, [::1]:*";

    /** Pages served from loopback names. */
    public static final String LOOPBACK_ORIGINS = "http://localhost:*, http://127.0.0.1:*, http://[::1]:*, "
            + "https://localhost:*, https://127.0.0.1:*, https://[::1]:*";

    /** Fills in what the file leaves out. */
    public McpSettings {
        allowedHosts = Objects.requireNonNullElseGet(allowedHosts, () -> AllowedHosts.of(LOOPBACK_HOSTS));
        allowedOrigins = Objects.requireNonNullElseGet(allowedOrigins, () -> AllowedOrigins.of(LOOPBACK_ORIGINS));
        maxBodySize = Objects.requireNonNullElse(maxBodySize, DataSize.mebibytes(1));
        maxContentBodySize = Objects.requireNonNullElse(maxContentBodySize, DataSize.megabytes(40));
        transferTimeout = Objects.requireNonNullElse(transferTimeout, Duration.minutes(5));
        minTransferRate = Objects.requireNonNullElse(minTransferRate, DataSize.kibibytes(4));
        maxConcurrentCalls = Objects.requireNonNullElse(maxConcurrentCalls, 1_000);
        trustedProxies = Objects.requireNonNullElse(trustedProxies, TrustedProxies.NONE);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("allowedHosts", allowedHosts.values());
        facts.put("allowedOrigins", allowedOrigins.values());
        facts.put("maxBodySize", maxBodySize.toString());
        facts.put("maxContentBodySize", maxContentBodySize.toString());
        facts.put("transferTimeout", transferTimeout.toString());
        facts.put("minTransferRate", minTransferRate.toString());
        facts.put("maxConcurrentCalls", maxConcurrentCalls);
        facts.put("trustedProxies", trustedProxies.entries());
        return facts;
    }
}
