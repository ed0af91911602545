package dev.resendmcp.access.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** How a person approves a call. */
public enum Way {
    /** On the page of the console, which no caller of MCP can reach with its token. */
    PAGE,
    /** In a form that the client shows; a client can answer it by itself. Clients without forms get the page. */
    FORM,
    /** The model shows a preview and passes its token on; clients that can show a form ask their user. */
    TOKEN;

    /**
     * Reads a setting.
     *
     * @throws IllegalArgumentException if it is none of the words
     */
    @JsonCreator
    public static Way of(String text) {
        for (Way way : values()) {
            if (way.word().equals(text.strip())) {
                return way;
            }
        }
        throw new IllegalArgumentException("must be page, form or token");
    }

    /** The word in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
