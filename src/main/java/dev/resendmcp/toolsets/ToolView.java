package dev.resendmcp.toolsets;

import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The tools that a request may see and call. A view is only ever narrowed, so nothing that comes later can add a tool.
 *
 * @param only names of the tools; empty for all tools
 */
public record ToolView(Optional<Set<String>> only) {
    /** All tools. */
    public static final ToolView ALL = new ToolView(Optional.empty());

    /** No tool. */
    public static final ToolView NONE = of(Set.of());

    /** These tools. */
    public static ToolView of(Set<String> tools) {
        return new ToolView(Optional.of(Set.copyOf(tools)));
    }

    /** Whether a tool may be seen and called. */
    public boolean shows(String tool) {
        return only.isEmpty() || only.get().contains(tool);
    }

    /** Whether all these tools may be seen and called. */
    public boolean showsAll(Collection<String> tools) {
        return only.isEmpty() || only.get().containsAll(tools);
    }

    /** Whether there is no tool. */
    public boolean isEmpty() {
        return only.isPresent() && only.get().isEmpty();
    }

    /** The tools that both views show. */
    public ToolView narrowedTo(ToolView other) {
        if (other.only.isEmpty() || equals(other)) {
            return this;
        }
        return only.isEmpty() ? other : of(Sets.intersection(only.get(), other.only.get()));
    }
}
