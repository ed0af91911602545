package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.QueryParam;

/** Query of {@code GET /broadcasts/{id}/recipients}, besides the page. */
public final class BroadcastRecipientsQuery {
    /** What happened to them. */
    @QueryParam("type")
    @NotNull
    public Type type;

    /** Only the recipient with this address. */
    @QueryParam("email")
    @Format(SINGLE_LINE)
    @JsonPropertyDescription("Only this address.")
    public String email;

    /** Only this sort of bounce. */
    @QueryParam("bounce_type")
    @JsonPropertyDescription("Only with type bounced.")
    public BounceType bounceType;

    /** Other events have no such type. */
    @AssertTrue(message = "bounce_type needs type bounced")
    boolean isBounceTypeOfBounced() {
        return bounceType == null || type == Type.BOUNCED;
    }

    /** What can happen to a recipient. */
    public enum Type {
        SENT,
        DELIVERED,
        OPENED,
        CLICKED,
        BOUNCED,
        COMPLAINED,
        UNSUBSCRIBED,
        SUPPRESSED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** Sorts of bounce. */
    public enum BounceType {
        PERMANENT,
        TRANSIENT,
        UNDETERMINED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
