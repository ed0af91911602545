package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import java.util.List;
import java.util.Locale;

/** Checks the names of log levels in settings. The framework accepts any word and falls back to a default level. */
public final class LevelName extends StdConverter<String, String> {
    private static final List<String> NAMES = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");
    /** How YAML reads the words off and on. */
    private static final List<String> SWITCHES = List.of("FALSE", "TRUE");

    /** Enables the check for thresholds of appenders. */
    public static void register(ObjectMapper settings) {
        settings.addMixIn(AbstractAppenderFactory.class, WithThreshold.class);
    }

    @Override
    public String convert(String text) {
        return checked(text);
    }

    /**
     * The name as given.
     *
     * @throws IllegalArgumentException when there is no such level
     */
    static String checked(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (!NAMES.contains(name) && !SWITCHES.contains(name)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", NAMES));
        }
        return name;
    }

    /** Mix-in for the framework's appenders. */
    interface WithThreshold {
        @JsonDeserialize(converter = LevelName.class)
        void setThreshold(String threshold);
    }

    /** The level that a checked name means; YAML reads off and on as booleans. */
    static Level parsed(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "false" -> Level.OFF;
            case "true" -> Level.TRACE;
            default -> Level.toLevel(word, Level.INFO);
        };
    }
}
