package dev.resendmcp.once;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code sends} section of the configuration.
 *
 * @param deduplicationWindow how long a repeat of a call takes no effect, counted from the first one; zero for never. At most
 *     24 hours, for which Resend keeps idempotency keys
 */
public record SendSettings(
        @NotNull @MaxDuration(value = 24, unit = TimeUnit.HOURS)
        Duration deduplicationWindow) {
    /** Fills in what the file leaves out. */
    public SendSettings {
        deduplicationWindow = Objects.requireNonNullElse(deduplicationWindow, Duration.minutes(10));
    }
}
