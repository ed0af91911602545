package dev.resendmcp.tools;

import java.util.Map;

/**
 * A call of a tool on its way to the tool.
 *
 * @param caller who calls
 * @param name name of the tool
 * @param arguments by name, values as JSON would have them
 * @param confirmation the way to the person behind the call
 */
public record ToolCall(Caller caller, String name, Map<String, Object> arguments, Confirmation confirmation) {
    /** A call that comes from this service itself, with nobody to ask. */
    public ToolCall(Caller caller, String name, Map<String, Object> arguments) {
        this(caller, name, arguments, Confirmation.UNATTENDED);
    }

    /** The same call with other arguments. */
    public ToolCall with(Map<String, Object> others) {
        return new ToolCall(caller, name, others, confirmation);
    }
}
