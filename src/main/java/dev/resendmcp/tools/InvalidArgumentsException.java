package dev.resendmcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Arguments that break a rule of the tool. The message is for the caller and names argument and rule. */
public final class InvalidArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names argument and rule, never a value */
    public InvalidArgumentsException(String message) {
        super(message);
    }

    /** A value that fits the schema and yet not its type, such as text that is too long for a template variable. */
    static InvalidArgumentsException unreadable(JsonProcessingException failure, ToolParameter parameter) {
        String where = parameter.isSpread() ? "" : parameter.name();
        String rule = "does not have the expected form";
        if (failure instanceof JsonMappingException mapping) {
            where += mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            // Only our own value types speak to callers; Jackson's sentences name Java classes.
            if (mapping.getCause() instanceof IllegalArgumentException own
                    && own.getClass() == IllegalArgumentException.class) {
                rule = own.getMessage();
            }
        }
        where = where.startsWith(".") ? where.substring(1) : where;
        return new InvalidArgumentsException((where.isEmpty() ? "arguments" : where) + ": " + rule);
    }
}
