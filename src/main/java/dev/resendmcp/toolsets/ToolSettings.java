package dev.resendmcp.toolsets;

import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code tools} section of the configuration: the tools for all callers, which entries of callers and requests narrow.
 *
 * @param toolsets toolsets that are offered
 * @param tools tools that are offered in addition
 * @param excludeTools tools that are never offered
 * @param readOnly whether only tools that change nothing are offered
 */
public record ToolSettings(
        @NotNull NameList toolsets,
        @NotNull NameList tools,
        @NotNull NameList excludeTools,
        @NotNull Boolean readOnly) {
    /** Applies defaults. */
    public ToolSettings {
        toolsets = Objects.requireNonNullElse(toolsets, NameList.NONE);
        tools = Objects.requireNonNullElse(tools, NameList.NONE);
        excludeTools = Objects.requireNonNullElse(excludeTools, NameList.NONE);
        readOnly = Objects.requireNonNullElse(readOnly, false);
    }

    /** The choice that these settings make. */
    public ToolSelection selection() {
        return new ToolSelection(toolsets.names(), tools.names(), excludeTools.names(), readOnly);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of(
                "toolsets", toolsets.names(),
                "tools", tools.names(),
                "excludeTools", excludeTools.names(),
                "readOnly", readOnly);
    }
}
