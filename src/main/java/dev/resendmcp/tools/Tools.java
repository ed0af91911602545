package dev.resendmcp.tools;

import java.util.List;
import java.util.Optional;

/** The tools that a caller may see and use. Implementations are safe for use by many threads. */
public interface Tools {
    /** The tools of this caller, always in the same order. */
    List<ToolDefinition> list(Caller caller);

    /** Calls a tool. Whatever goes wrong comes back as a result with an error, never as an exception. */
    ToolResult call(ToolCall call);

    /** What would keep a call from being made, found without making it. Tools without rules find nothing. */
    default Optional<ToolError> check(ToolCall call) {
        return Optional.empty();
    }
}
