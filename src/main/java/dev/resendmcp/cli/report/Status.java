package dev.resendmcp.cli.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a check ended. */
public enum Status {
    /** Nothing is wrong. */
    OK,
    /** The service works, but something needs attention. */
    WARNING,
    /** The service does not work, or will stop working. */
    FAILED,
    /** Not checked: it does not apply, or an earlier check failed. */
    SKIPPED;

    /** The name in the output, such as {@code ok}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
