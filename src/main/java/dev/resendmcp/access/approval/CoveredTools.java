package dev.resendmcp.access.approval;

import dev.resendmcp.access.mail.SendingTool;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.toolsets.Toolsets;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells which calls the setting covers.
 *
 * @param setting names tools, toolsets and words
 * @param toolsets of the catalogue
 */
public record CoveredTools(ApprovedTools setting, Toolsets toolsets) {
    private static final Set<String> SENSITIVE_MODULES = Set.of("api_keys", "webhooks", "oauth_grants");
    private static final Set<String> SENSITIVE_TOOLS = Set.of("share_email", "update_inbox_agent");

    /** Whether each call of the tool needs approval. */
    boolean always(ToolDefinition tool) {
        return !setting.isNone() && setting.entries().stream().anyMatch(entry -> covers(entry, tool));
    }

    /** Whether calls of the tool for many recipients need approval. */
    boolean ofMany(ToolDefinition tool) {
        return !setting.isNone() && setting.entries().contains("bulk") && is(tool, SendingTool::hasRecipients);
    }

    private boolean covers(String entry, ToolDefinition tool) {
        boolean changes = !tool.hints().readOnly();
        return switch (entry) {
            case "all" -> changes;
            case "destructive" -> tool.hints().removes();
            case "sensitive" -> changes && isSensitive(tool);
            case "sends" -> is(tool, SendingTool::sendsNowOrLater);
            case "bulk" -> tool.name().equals("send_broadcast");
            default ->
                entry.equals(tool.name()) || (changes && toolsets.tools(entry).contains(tool.name()));
        };
    }

    private static boolean isSensitive(ToolDefinition tool) {
        return SENSITIVE_MODULES.contains(tool.module()) || SENSITIVE_TOOLS.contains(tool.name());
    }

    private static boolean is(ToolDefinition tool, Predicate<SendingTool> kind) {
        return SendingTool.find(tool.name()).filter(kind).isPresent();
    }
}
