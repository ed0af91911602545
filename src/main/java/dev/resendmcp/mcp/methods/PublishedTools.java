package dev.resendmcp.mcp.methods;

import dev.resendmcp.results.OutputSchemas;
import dev.resendmcp.tools.ToolDefinition;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tools as {@code tools/list} shows them. */
final class PublishedTools {
    /** What nearly every conversation needs. Clients that load other tools on demand have these from the start. */
    private static final Set<String> ALWAYS_LOADED =
            Set.of("send_email", "get_email", "list_emails", "list_received_emails", "get_received_email");

    /** Answers are bounded to about 20,000 tokens, which are fewer characters than this. */
    private static final int LARGEST_RESULT = 100_000;

    /** Words of people for the things of a module. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("emails", "sent mail, message, delivery status"),
            Map.entry("received_emails", "incoming mail, reply"),
            Map.entry("inboxes", "mailbox, conversation, thread"),
            Map.entry("broadcasts", "newsletter, campaign"),
            Map.entry("contacts", "subscriber, mailing list, unsubscribe"),
            Map.entry("segments", "mailing list, group"),
            Map.entry("topics", "email preferences, subscription"),
            Map.entry("suppressions", "block, blocklist, bounce, spam complaint"),
            Map.entry("automations", "workflow, drip campaign"),
            Map.entry("domains", "DNS records, SPF, DKIM, verification"),
            Map.entry("usage", "quota, limit, plan"),
            Map.entry("logs", "API requests, errors"),
            Map.entry("oauth_grants", "connected apps, integrations"));

    private final OutputSchemas schemas = new OutputSchemas();

    Tool describe(ToolDefinition definition) {
        ToolDefinition.Hints hints = definition.hints();
        return Tool.builder(definition.name(), TerseSchema.of(definition.inputSchema()))
                .title(definition.title())
                .description(definition.description())
                .outputSchema(schemas.of(definition.name()))
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(hints.readOnly())
                        .destructiveHint(hints.destructive())
                        .idempotentHint(hints.idempotent())
                        .openWorldHint(hints.openWorld())
                        .build())
                .meta(meta(definition))
                .build();
    }

    /** What clients of Anthropic read: when to load a tool, by which words to find it, and how large its answers are. */
    private static Map<String, Object> meta(ToolDefinition definition) {
        Map<String, Object> meta = new LinkedHashMap<>();
        if (ALWAYS_LOADED.contains(definition.name())) {
            meta.put("anthropic/alwaysLoad", true);
        }
        meta.put("anthropic/searchHint", hint(definition));
        if (hasLargeAnswers(definition)) {
            meta.put("anthropic/maxResultSizeChars", LARGEST_RESULT);
        }
        meta.putAll(definition.meta());
        return meta;
    }

    private static String hint(ToolDefinition definition) {
        String words = WORDS.get(definition.module());
        return words == null ? definition.title() : definition.title() + ": " + words;
    }

    private static boolean hasLargeAnswers(ToolDefinition definition) {
        return definition.properties().containsKey("fields");
    }
}
