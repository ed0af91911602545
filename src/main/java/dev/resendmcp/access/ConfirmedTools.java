package dev.resendmcp.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.resendmcp.tools.ToolDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which tools need a person's yes.
 *
 * @param entries names of tools, and the word {@code destructive} for all tools that remove something
 */
public record ConfirmedTools(List<String> entries) {
    /**
     * Stands for all tools after which something is gone or stopped: fewer than those with MCP's {@code destructiveHint}, which
     * tools that overwrite have as well.
     */
    public static final String DESTRUCTIVE = "destructive";

    /** Reads entries separated by commas; empty text is none. */
    @JsonCreator
    public static ConfirmedTools of(String text) {
        return new ConfirmedTools(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** PathAccess, counted from one, of the entries that are neither the name of a tool nor the word. */
    public List<Integer> unknown(Set<String> toolNames) {
        return IntStream.range(0, entries.size())
                .filter(i -> !entries.get(i).equals(DESTRUCTIVE) && !toolNames.contains(entries.get(i)))
                .mapToObj(i -> i + 1)
                .toList();
    }

    boolean covers(ToolDefinition tool) {
        return entries.contains(tool.name()) || (tool.hints().removes() && entries.contains(DESTRUCTIVE));
    }
}
