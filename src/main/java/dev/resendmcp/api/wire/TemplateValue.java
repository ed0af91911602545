package dev.resendmcp.api.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * The value of a template's variable.
 *
 * @param value a {@link String} or a {@link Number}; a number keeps its digits
 */
@WireTypes({"string", "number"})
public record TemplateValue(@JsonValue Object value) {
    private static final BigDecimal LARGEST = BigDecimal.valueOf((1L << 53) - 1);
    private static final int LONGEST = 2_000;

    /** Refuses everything but text of up to 2,000 characters and numbers up to 2^53 - 1. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TemplateValue {
        boolean text = value instanceof String string && string.length() <= LONGEST;
        boolean number = value instanceof Number
                && new BigDecimal(value.toString()).abs().compareTo(LARGEST) <= 0;
        if (!text && !number) {
            throw new IllegalArgumentException(
                    "a value must be text of up to 2,000 characters or a number up to 2^53 - 1");
        }
    }
}
