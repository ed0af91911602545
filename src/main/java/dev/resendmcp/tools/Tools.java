package dev.resendmcp.tools;

import java.util.List;
import java.util.Optional;

/** Lists and calls tools. Implementations are safe for use by many threads. */
public interface Tools {
    /** All tools, always in the same order. */
    List<ToolDefinition> list();

    /** Calls a tool. Failures are returned as results with an error, never thrown. */
    ToolResult call(ToolCall call);

    /** Checks a call without making it. */
    default Optional<ToolError> check(ToolCall call) {
        return Optional.empty();
    }
}
