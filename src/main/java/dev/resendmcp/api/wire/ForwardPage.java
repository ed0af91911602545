package dev.resendmcp.api.wire;

import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.resendmcp.api.constraint.Format;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;

/**
 * The page arguments of a list that can be read in one direction only. Rows come newest first; the cursor's own row is
 * not returned.
 *
 * <p>A class with public fields rather than a record: JAX-RS clients drop the values of a {@code @BeanParam} record.
 */
public class ForwardPage {
    /** Rows to return, 1 to 100. What Resend returns without it differs by list: 20 rows, or all. */
    @QueryParam("limit")
    @Min(1)
    @Max(100)
    public Integer limit;

    /** Cursor of the next page. */
    @QueryParam("after")
    @Format(SINGLE_LINE)
    @JsonPropertyDescription("Id; rows after it.")
    public String after;
}
