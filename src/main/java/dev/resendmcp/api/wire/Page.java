package dev.resendmcp.api.wire;

import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.resendmcp.api.constraint.Format;
import jakarta.validation.constraints.AssertTrue;
import jakarta.ws.rs.QueryParam;

/** The page arguments that nearly all lists share. */
public final class Page extends ForwardPage {
    /** Cursor of the page before. */
    @QueryParam("before")
    @Format(SINGLE_LINE)
    @JsonPropertyDescription("Id; rows before it.")
    public String before;

    /** Resend takes one cursor at a time. */
    @AssertTrue(message = "after and before exclude each other: give one of them")
    boolean isOneCursor() {
        return after == null || before == null;
    }
}
