package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;

/**
 * The page arguments that all lists share. Rows come newest first; a cursor's own row is not returned.
 *
 * <p>A class with public fields rather than a record: JAX-RS clients drop the values of a {@code @BeanParam} record.
 */
public final class Page {
    /** Rows to return, 1 to 100. What Resend returns without it differs by list: 20 rows, or all. */
    @QueryParam("limit")
    @Min(1)
    @Max(100)
    @JsonPropertyDescription("Rows to return.")
    public Integer limit;

    /** Cursor of the next page. */
    @QueryParam("after")
    @SingleLine
    @JsonPropertyDescription("Id of the last row you have; returns the rows after it.")
    public String after;

    /** Cursor of the page before. */
    @QueryParam("before")
    @SingleLine
    @JsonPropertyDescription("Id of the first row you have; returns the rows before it.")
    public String before;

    /** Resend takes one cursor at a time. */
    @AssertTrue(message = "after and before exclude each other: give one of them")
    boolean isOneCursor() {
        return after == null || before == null;
    }
}
