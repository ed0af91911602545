package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.resendmcp.api.constraint.OptionalId;
import jakarta.validation.constraints.AssertTrue;
import jakarta.ws.rs.QueryParam;

/** Which contacts to list. */
public final class ContactFilter {
    /** Members of this segment only. */
    @QueryParam("segment_id")
    @OptionalId
    @JsonPropertyDescription("Only members of this segment.")
    public String segmentId;

    /** The same for an audience. It goes into the path, not into the query. */
    @OptionalId
    @JsonPropertyDescription("Deprecated: use segment_id.")
    public String audienceId;

    /** Both name the same thing. */
    @AssertTrue(message = "give segment_id or audience_id, not both")
    boolean isOneSegment() {
        return segmentId == null || audienceId == null;
    }
}
