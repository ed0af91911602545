package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/** Refuses numbers that are short in a text and endless when they are written out, as the schema validator does. */
public final class BoundedNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    private final int mostDigits;

    /** @param mostDigits of a number that is written out */
    public BoundedNumbers(int mostDigits) {
        this.mostDigits = mostDigits;
    }

    @Override
    public ValueNode numberNode(BigDecimal value) {
        if (Math.abs((long) value.scale()) > mostDigits) {
            throw new NumberFormatException("more than " + mostDigits + " digits");
        }
        return super.numberNode(value);
    }
}
