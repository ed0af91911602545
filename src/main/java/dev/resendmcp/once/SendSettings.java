package dev.resendmcp.once;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code sends} section of the configuration.
 *
 * @param deduplicationWindow how long repeats of a call take no effect, from the first call; zero turns this off. At most 24
 *     hours, for which Resend keeps idempotency keys
 */
public record SendSettings(
        @NotNull @MaxDuration(value = 24, unit = TimeUnit.HOURS)
        Duration deduplicationWindow) {
    /** Applies defaults. */
    public SendSettings {
        deduplicationWindow = Objects.requireNonNullElse(deduplicationWindow, Duration.minutes(10));
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of("deduplicationWindow", deduplicationWindow.toString());
    }
}
