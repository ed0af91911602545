package dev.resendmcp.api.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A value without parts, such as that of a contact property. Where one is wanted, {@code null} may stand too and means
 * no value.
 *
 * @param value a {@link String}, a {@link Number}, which keeps its digits, or a {@link Boolean}
 */
@WireTypes({"string", "number", "boolean", "null"})
public record Scalar(@JsonValue Object value) {
    /** Refuses lists and objects. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Scalar {
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw new IllegalArgumentException("a value must be text, a number, true or false");
        }
    }
}
