package dev.resendmcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** The arguments break a rule of the tool. The message, for the caller, names the argument and the rule. */
public final class InvalidArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names argument and rule, never a value */
    public InvalidArgumentsException(String message) {
        super(message);
    }

    /** A value fits the schema but not its Java type, such as text that is too long for a template variable. */
    static InvalidArgumentsException unreadable(JsonProcessingException failure, ToolParameter parameter) {
        String where = parameter.isSpread() ? "" : parameter.name();
        String rule = "does not have the expected form";
        if (failure instanceof JsonMappingException mapping) {
            where += mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            // Only messages of our own value types are for callers; those of Jackson name Java classes.
            if (mapping.getCause() instanceof IllegalArgumentException own
                    && own.getClass() == IllegalArgumentException.class) {
                rule = own.getMessage();
            }
        }
        where = where.startsWith(".") ? where.substring(1) : where;
        return new InvalidArgumentsException((where.isEmpty() ? "arguments" : where) + ": " + rule);
    }
}
