package dev.resendmcp.api.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A value that Resend takes as a string or as a number, such as the fallback of a contact property.
 *
 * @param value a {@link String} or a {@link Number}; a number keeps its digits
 */
@WireTypes({"string", "number"})
public record TextOrNumber(@JsonValue Object value) {
    /** Refuses everything else. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TextOrNumber {
        if (!(value instanceof String || value instanceof Number)) {
            throw new IllegalArgumentException("a value must be text or a number");
        }
    }
}
