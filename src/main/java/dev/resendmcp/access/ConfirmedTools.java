package dev.resendmcp.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import dev.resendmcp.tools.ToolDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tools that require user approval.
 *
 * @param entries names of tools; {@code destructive} means all tools that remove something
 */
public record ConfirmedTools(List<String> entries) {
    /**
     * All tools that remove or stop something: fewer than those with MCP's {@code destructiveHint}, which includes tools that
     * overwrite.
     */
    public static final String DESTRUCTIVE = "destructive";

    /** Reads comma-separated entries; an empty text has none. */
    @JsonCreator
    public static ConfirmedTools of(String text) {
        return new ConfirmedTools(
                Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text));
    }

    /** Positions, from one, of the entries that are neither the name of a tool nor {@code destructive}. */
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
