package dev.resendmcp.transfer;

import com.google.common.collect.ImmutableMap;
import dev.resendmcp.tools.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which tools take or give files by name, and how their schemas say so. */
final class FileSchemas {
    static final String ATTACHMENTS = "attachments";
    static final String FILE = "file";
    static final String FROM_FILE = "from_file";
    static final String SAVE_AS = "save_as";

    private static final Set<String> ATTACHING = Set.of(
            "send_email", "create_inbox_draft", "update_inbox_draft", "reply_to_inbox_email", "forward_inbox_email");
    private static final String IMPORTING = "create_contact_import";
    private static final Set<String> SAVING = Set.of("get_email_attachment", "get_received_email_attachment");
    private static final Map<String, Object> NAMED =
            ImmutableMap.of("type", "string", "description", "File name or handle, instead of content.");
    private static final Map<String, Object> SAVED = ImmutableMap.of(
            "type", "string", "description", "Save the file under this name; returns its name or handle.");

    private FileSchemas() {}

    static boolean attaches(String tool) {
        return ATTACHING.contains(tool);
    }

    static boolean imports(String tool) {
        return tool.equals(IMPORTING);
    }

    static boolean saves(String tool) {
        return SAVING.contains(tool);
    }

    /** The tool with the arguments that name files. */
    static ToolDefinition publish(ToolDefinition tool) {
        if (attaches(tool.name())) {
            return tool.withProperties(properties -> {
                properties.computeIfPresent(ATTACHMENTS, (name, schema) -> at(schema, "items", FileSchemas::withFile));
                return properties;
            });
        }
        if (imports(tool.name())) {
            return tool.withSchema(schema -> {
                schema.remove("required");
                schema.put("properties", with(schema.get("properties"), FROM_FILE, NAMED));
                return schema;
            });
        }
        return saves(tool.name())
                ? tool.withProperties(properties -> {
                    properties.put(SAVE_AS, SAVED);
                    return properties;
                })
                : tool;
    }

    private static Object withFile(Object attachment) {
        return at(attachment, "properties", fields -> with(fields, FILE, NAMED));
    }

    private static Object at(Object schema, String name, UnaryOperator<Object> change) {
        Map<String, Object> copy = copy(schema);
        copy.computeIfPresent(name, (same, part) -> change.apply(part));
        return copy;
    }

    private static Map<String, Object> with(Object schema, String name, Object value) {
        Map<String, Object> copy = copy(schema);
        copy.put(name, value);
        return copy;
    }

    private static Map<String, Object> copy(Object schema) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) schema).forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }
}
