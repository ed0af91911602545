package dev.resendmcp.logging.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** How log lines are written to standard error. Log files are always JSON. */
public enum LogFormat {
    /** One JSON object per line, for programs. */
    JSON,
    /** Warnings and errors only, as plain text for a person at a terminal. */
    TEXT;

    /**
     * Reads a setting.
     *
     * @param text {@code json}, {@code text}, or {@code auto} for text at a terminal and JSON elsewhere
     * @throws IllegalArgumentException for any other word
     */
    @JsonCreator
    public static LogFormat of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "text" -> TEXT;
            case "auto", "" -> StandardError.isTerminal() ? TEXT : JSON;
            default -> throw new IllegalArgumentException("must be one of auto, json, text");
        };
    }
}
