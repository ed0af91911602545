package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;

/**
 * A call on its way to a tool.
 *
 * @param caller who calls
 * @param name name of the tool
 * @param arguments arguments as the client sent them; must not be modified
 * @param confirmation asks the user behind the call
 * @param origin where the call comes from
 */
public record ToolCall(Caller caller, String name, ObjectNode arguments, Confirmation confirmation, CallOrigin origin) {
    /** A call of unknown origin. */
    public ToolCall(Caller caller, String name, ObjectNode arguments, Confirmation confirmation) {
        this(caller, name, arguments, confirmation, CallOrigin.UNKNOWN);
    }

    /** A call by this service itself, without a user to ask. */
    public ToolCall(Caller caller, String name, ObjectNode arguments) {
        this(caller, name, arguments, Confirmation.UNATTENDED);
    }

    /** The same call with other arguments. */
    public ToolCall with(ObjectNode others) {
        return new ToolCall(caller, name, others, confirmation, origin);
    }

    /** The same call with a known origin. */
    public ToolCall from(CallOrigin known) {
        return new ToolCall(caller, name, arguments, confirmation, known);
    }

    /** The same call without one argument. */
    public ToolCall without(String argument) {
        ObjectNode others = copyOf(arguments);
        others.remove(argument);
        return with(others);
    }

    /** A shallow copy, to add or remove arguments. */
    public static ObjectNode copyOf(ObjectNode arguments) {
        return JsonNodeFactory.instance.objectNode().setAll(arguments);
    }
}
