package dev.resendmcp.access.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import dev.resendmcp.tools.ToolDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tools that need a person's approval.
 *
 * @param entries names of tools, names of modules, and words
 */
public record ApprovedTools(List<String> entries) {
    /** No tool. */
    public static final ApprovedTools NONE = new ApprovedTools(List.of());

    /** What needs approval over HTTP when nothing is set. */
    public static final ApprovedTools USUAL = new ApprovedTools(List.of("sensitive", "destructive", "bulk"));

    /** Words that stand for several tools. */
    public static final List<String> WORDS = List.of("destructive", "sensitive", "sends", "bulk", "all", "none");

    private static final Set<String> SENSITIVE_MODULES = Set.of("api_keys", "webhooks", "oauth_grants");
    private static final Set<String> SENSITIVE_TOOLS = Set.of("share_email", "update_inbox_agent");
    private static final Set<String> SENDS = Set.of("create_broadcast", "forward_inbox_email", "reply_to_inbox_email");

    /** Reads comma-separated entries; an empty text has none. */
    @JsonCreator
    public static ApprovedTools of(String text) {
        return new ApprovedTools(
                Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text));
    }

    /** Positions, from one, of the entries that are neither a word nor the name of a tool or module. */
    public List<Integer> unknown(Set<String> toolNames, Set<String> modules) {
        return IntStream.range(0, entries.size())
                .filter(i -> Stream.of(Set.copyOf(WORDS), toolNames, modules)
                        .noneMatch(known -> known.contains(entries.get(i))))
                .mapToObj(i -> i + 1)
                .toList();
    }

    /** Whether no tool needs approval. */
    public boolean isNone() {
        return entries.isEmpty() || entries.contains("none");
    }

    /** Whether each call of the tool needs approval. */
    boolean covers(ToolDefinition tool) {
        return !isNone() && entries.stream().anyMatch(entry -> covers(entry, tool));
    }

    /** Whether calls of the tool for many recipients need approval. */
    boolean coversMany(ToolDefinition tool) {
        return !isNone()
                && entries.contains("bulk")
                && (isSend(tool.name()) || tool.name().endsWith("inbox_draft"));
    }

    private static boolean covers(String entry, ToolDefinition tool) {
        boolean changes = !tool.hints().readOnly();
        return switch (entry) {
            case "all" -> changes;
            case "destructive" -> tool.hints().removes();
            case "sensitive" -> changes && isSensitive(tool);
            case "sends" -> isSend(tool.name());
            case "bulk" -> tool.name().equals("send_broadcast");
            default -> entry.equals(tool.name()) || (changes && entry.equals(tool.module()));
        };
    }

    private static boolean isSensitive(ToolDefinition tool) {
        return SENSITIVE_MODULES.contains(tool.module()) || SENSITIVE_TOOLS.contains(tool.name());
    }

    /** A broadcast can be sent as it is created. An event can start an automation that sends. */
    private static boolean isSend(String name) {
        return name.startsWith("send_") || SENDS.contains(name);
    }
}
