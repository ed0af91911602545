package dev.resendmcp.access.modes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code modes} section of the configuration.
 *
 * @param safeRecipients whether all recipients become test addresses of Resend
 * @param sendDelay after which mail leaves, at most a day; zero for none
 * @param sendDelayOthers what happens to mail that Resend cannot schedule while there is a delay
 */
public record ModeSettings(
        @NotNull Boolean safeRecipients,

        @NotNull @MaxDuration(value = 24, unit = TimeUnit.HOURS)
        Duration sendDelay,

        @NotNull Others sendDelayOthers) {

    /** What happens to mail that Resend cannot schedule. */
    public enum Others {
        /** It is refused. */
        REFUSE,
        /** It is sent at once. */
        SEND;

        /**
         * Reads a word.
         *
         * @throws IllegalArgumentException if it is another one
         */
        @JsonCreator
        public static Others of(String text) {
            for (Others word : values()) {
                if (word.toString().equals(text)) {
                    return word;
                }
            }
            throw new IllegalArgumentException("must be refuse or send");
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Applies defaults. */
    public ModeSettings {
        safeRecipients = Objects.requireNonNullElse(safeRecipients, false);
        sendDelay = Objects.requireNonNullElse(sendDelay, Duration.seconds(0));
        sendDelayOthers = Objects.requireNonNullElse(sendDelayOthers, Others.REFUSE);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of(
                "safeRecipients", safeRecipients,
                "sendDelay", sendDelay.toString(),
                "sendDelayOthers", sendDelayOthers.toString());
    }
}
