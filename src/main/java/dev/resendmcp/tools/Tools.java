package dev.resendmcp.tools;

import java.util.List;
import java.util.Map;

/** The tools that a caller may see and use. Implementations are safe for use by many threads. */
public interface Tools {
    /** The tools of this caller, always in the same order. */
    List<ToolDefinition> list(Caller caller);

    /**
     * Calls a tool. Whatever goes wrong comes back as a result with an error, never as an exception.
     *
     * @param caller who calls
     * @param name name of the tool
     * @param arguments by name, values as JSON would have them
     */
    ToolResult call(Caller caller, String name, Map<String, Object> arguments);
}
