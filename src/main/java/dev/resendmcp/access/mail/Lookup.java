package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;

/** Reads parts of the account for a caller, with the tools that read. */
final class Lookup {
    private final Tools tools;
    private final Caller caller;

    Lookup(Tools tools, Caller caller) {
        this.tools = tools;
        this.caller = caller;
    }

    /**
     * The answer of a tool that reads.
     *
     * @param arguments names and values in turn
     * @throws LookupFailedException if the tool fails
     */
    ObjectNode read(String tool, String... arguments) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        return read(tool, given);
    }

    /** The same with any arguments. */
    ObjectNode read(String tool, ObjectNode arguments) {
        ToolResult result = tools.call(new ToolCall(caller, tool, arguments));
        result.error().ifPresent(error -> {
            throw new LookupFailedException(error);
        });
        return result.content();
    }

    Caller caller() {
        return caller;
    }
}
