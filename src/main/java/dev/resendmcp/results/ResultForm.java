package dev.resendmcp.results;

import dev.resendmcp.tools.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be asked of a tool's answer, and what must be done with it.
 *
 * @param fields whether the caller may choose fields
 * @param body the usual form of mail bodies; empty if the answer has none
 * @param part whether the caller may ask for a later part of the body
 * @param strangers whether the answer has text of strangers
 * @param writes whether a call changes something
 */
record ResultForm(boolean fields, Optional<BodyForm> body, boolean part, boolean strangers, boolean writes) {
    /** The form of answers that are passed on as they are. */
    static final ResultForm PLAIN = new ResultForm(false, Optional.empty(), false, false, true);

    static final String FIELDS = "fields";
    static final String BODY = "body";
    static final String OFFSET = "offset";

    private static final Map<String, BodyForm> BODIES = Map.of(
            "get_email", BodyForm.TEXT,
            "get_received_email", BodyForm.TEXT,
            "get_inbox_thread_email", BodyForm.TEXT,
            "list_inbox_thread_emails", BodyForm.TEXT,
            "get_inbox_draft", BodyForm.BOTH,
            "get_broadcast", BodyForm.BOTH,
            "get_template", BodyForm.BOTH);

    private static final Set<String> STRANGERS = Set.of(
            "get_received_email",
            "list_received_emails",
            "get_received_email_attachment",
            "list_received_email_attachments",
            "list_inbox_threads",
            "search_inbox_threads",
            "get_inbox_thread",
            "update_inbox_thread",
            "list_inbox_thread_emails",
            "get_inbox_thread_email",
            "list_inbox_drafts",
            "get_inbox_draft",
            "get_log",
            "get_webhook_event",
            "list_webhook_event_attempts");

    private static final Map<String, Object> FIELDS_SCHEMA = schema("string", "Comma-separated; * = raw.");

    private static final Map<String, Object> OFFSET_SCHEMA = schema("integer", "Body from this character on.");

    /** The form of a tool's answers. */
    static ResultForm of(ToolDefinition tool) {
        String name = tool.name();
        boolean reads = tool.hints().readOnly() && name.matches("(?:get|list|search)_.*");
        boolean strangers = STRANGERS.contains(name);
        Optional<BodyForm> body = Optional.ofNullable(BODIES.get(name));
        return new ResultForm(
                reads || strangers,
                body,
                body.isPresent() && name.startsWith("get_"),
                strangers,
                !tool.hints().readOnly());
    }

    /** Whether there is nothing to ask for and nothing to do. */
    boolean isPlain() {
        return !fields && body.isEmpty() && !strangers;
    }

    /** The arguments of a tool and those about its answer. */
    Map<String, Object> withOwn(Map<String, Object> properties) {
        if (fields) {
            properties.put(FIELDS, FIELDS_SCHEMA);
        }
        body.ifPresent(usual -> properties.put(BODY, bodySchema(usual)));
        if (part) {
            properties.put(OFFSET, OFFSET_SCHEMA);
        }
        return properties;
    }

    private static Map<String, Object> bodySchema(BodyForm usual) {
        Map<String, Object> schema =
                schema("string", usual == BodyForm.TEXT ? "Default text." : "Default html and text.");
        schema.put("enum", BodyForm.names());
        return schema;
    }

    /** In this order. */
    private static Map<String, Object> schema(String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }
}
