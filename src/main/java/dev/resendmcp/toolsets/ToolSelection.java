package dev.resendmcp.toolsets;

import java.util.List;
import java.util.Objects;

/**
 * A choice of tools, as settings, a caller's entry or a request make it.
 *
 * @param toolsets names of toolsets whose tools are chosen
 * @param tools names of tools that are chosen in addition; without toolsets and tools, all are chosen
 * @param excludeTools names of tools that are never chosen
 * @param readOnly whether only tools that change nothing are chosen
 */
public record ToolSelection(List<String> toolsets, List<String> tools, List<String> excludeTools, boolean readOnly) {
    /** All tools. */
    public static final ToolSelection ALL = new ToolSelection(null, null, null, false);

    /** Copies the lists; null means an empty one. */
    public ToolSelection {
        toolsets = List.copyOf(Objects.requireNonNullElse(toolsets, List.of()));
        tools = List.copyOf(Objects.requireNonNullElse(tools, List.of()));
        excludeTools = List.copyOf(Objects.requireNonNullElse(excludeTools, List.of()));
    }

    /** The tools of these toolsets. */
    public static ToolSelection ofToolsets(List<String> names) {
        return new ToolSelection(names, null, null, false);
    }

    /** Whether all tools are chosen. */
    public boolean isAll() {
        return equals(ALL);
    }
}
