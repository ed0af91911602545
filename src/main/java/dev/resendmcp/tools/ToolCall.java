package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;
import java.util.Map;

/**
 * A call on its way to a tool.
 *
 * @param caller who calls
 * @param name name of the tool
 * @param arguments arguments as the client sent them; must not be modified
 * @param confirmation asks the user behind the call
 * @param origin where the call comes from
 * @param wordsOfTimes what the client wrote, by the exact time that now stands for it in the arguments; repeats of a call have the
 *     same words, but after midnight "tomorrow" is another time
 */
public record ToolCall(
        Caller caller,
        String name,
        ObjectNode arguments,
        Confirmation confirmation,
        CallOrigin origin,
        Map<String, String> wordsOfTimes) {
    /** Copies the map. */
    public ToolCall {
        wordsOfTimes = Map.copyOf(wordsOfTimes);
    }

    /** A call of unknown origin. */
    public ToolCall(Caller caller, String name, ObjectNode arguments, Confirmation confirmation) {
        this(caller, name, arguments, confirmation, CallOrigin.UNKNOWN, Map.of());
    }

    /** A call by this service itself, without a user to ask. */
    public ToolCall(Caller caller, String name, ObjectNode arguments) {
        this(caller, name, arguments, Confirmation.UNATTENDED);
    }

    /** The same call with other arguments. */
    public ToolCall with(ObjectNode others) {
        return new ToolCall(caller, name, others, confirmation, origin, wordsOfTimes);
    }

    /** The same call with a known origin. */
    public ToolCall from(CallOrigin known) {
        return new ToolCall(caller, name, arguments, confirmation, known, wordsOfTimes);
    }

    /** The same call with exact times in the arguments, for words of the client. */
    public ToolCall withTimes(ObjectNode exact, Map<String, String> words) {
        return new ToolCall(caller, name, exact, confirmation, origin, words);
    }

    /** The same call to another tool. */
    public ToolCall to(String tool, ObjectNode others) {
        return new ToolCall(caller, tool, others, confirmation, origin, wordsOfTimes);
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
