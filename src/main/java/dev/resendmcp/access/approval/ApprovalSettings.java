package dev.resendmcp.access.approval;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The {@code approvals} section of the configuration.
 *
 * @param tools tools that need approval; without entries, the command decides
 * @param by how a person approves
 * @param ttl how long a request waits, and how long an approval is valid
 * @param bulkOver most recipients of a send that is not bulk
 * @param consoleUrl address of the console in links; empty text for the address of the admin port
 */
public record ApprovalSettings(
        @NotNull ApprovedTools tools,
        @NotNull Way by,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 7, unit = TimeUnit.DAYS)
        Duration ttl,

        @NotNull @Min(0) @Max(5000) Integer bulkOver,
        @NotNull String consoleUrl) {
    /** Applies defaults. */
    public ApprovalSettings {
        tools = Objects.requireNonNullElse(tools, ApprovedTools.NONE);
        by = Objects.requireNonNullElse(by, Way.PAGE);
        ttl = Objects.requireNonNullElseGet(ttl, () -> Duration.hours(1));
        bulkOver = Objects.requireNonNullElse(bulkOver, 50);
        consoleUrl = Objects.requireNonNullElse(consoleUrl, "");
    }

    /** A copy with other tools and another way. */
    public ApprovalSettings with(ApprovedTools others, Way way) {
        return new ApprovalSettings(others, way, ttl, bulkOver, consoleUrl);
    }

    /** The configured address of the console. */
    public Optional<URI> console() {
        return Optional.of(consoleUrl).filter(text -> !text.isBlank()).map(URI::create);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of(
                "tools", tools.entries(),
                "by", by.word(),
                "ttl", ttl.toString(),
                "bulkOver", bulkOver);
    }
}
