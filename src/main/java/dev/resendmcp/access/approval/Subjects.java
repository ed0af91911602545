package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a call sends when its arguments only name it: a broadcast, a draft, the templates of mails, or the mail that is answered. An
 * approval is bound to this content, so that nobody can have one mail approved and another one sent.
 *
 * @param tools read it
 * @param mail reads to whom a reply goes
 */
record Subjects(Tools tools, MailReader mail) {
    private static final Map<String, Reader> READERS = Map.of(
            "send_broadcast", new Reader("get_broadcast", List.of("id")),
            "send_inbox_draft", new Reader("get_inbox_draft", List.of("inbox_id", "draft_id")));
    private static final String TEMPLATES = "templates";
    private static final String GOES_TO = "goes_to";
    private static final Reader INBOX_EMAIL =
            new Reader("get_inbox_thread_email", List.of("inbox_id", "thread_id", "email_id"));
    /** What becomes of an email of an inbox, such as that it was read, changes no reply to it. */
    private static final List<String> INBOX_EMAIL_FIELDS =
            List.of("from", "to", "cc", "reply_to", "subject", "text", "html", "attachments");

    private record Reader(String tool, List<String> arguments) {}

    /** Whether the arguments of a tool only name what it sends. */
    static boolean has(String tool) {
        return READERS.containsKey(tool);
    }

    /** Whether a call sends templates, or goes to contacts, which other calls can change. */
    static boolean sendsOthers(ToolCall call) {
        return !templates(call).isEmpty() || call.arguments().path("send").asBoolean();
    }

    /** Reads what a call sends: the content, or the reason why it cannot be read. */
    Optional<ToolResult> read(ToolCall call) {
        Reader reader = READERS.get(call.name());
        if (reader != null) {
            return Optional.of(
                    read(call, reader.tool(), call.arguments().deepCopy().retain(reader.arguments())));
        }
        if (call.name().equals("reply_to_inbox_email") || call.name().equals("forward_inbox_email")) {
            return Optional.of(answered(call));
        }
        Set<String> names = templates(call);
        return names.isEmpty() ? Optional.empty() : Optional.of(templates(call, names));
    }

    private ToolResult answered(ToolCall call) {
        ToolResult email =
                read(call, INBOX_EMAIL.tool(), call.arguments().deepCopy().retain(INBOX_EMAIL.arguments()));
        if (email.error().isPresent()) {
            return email;
        }
        ObjectNode content = email.content().deepCopy().retain(INBOX_EMAIL_FIELDS);
        ArrayNode recipients = content.putArray(GOES_TO);
        mail.read(call).ifPresent(reply -> reply.recipients().forEach(mailbox -> recipients.add(mailbox.text())));
        return ToolResult.of(content);
    }

    private ToolResult templates(ToolCall call, Set<String> names) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode templates = all.putArray(TEMPLATES);
        for (String name : names) {
            ToolResult template = read(
                    call, "get_template", JsonNodeFactory.instance.objectNode().put("id", name));
            if (template.error().isPresent()) {
                return template;
            }
            templates.add(bound(template));
        }
        return ToolResult.of(all);
    }

    private ToolResult read(ToolCall call, String tool, ObjectNode arguments) {
        return tools.call(new ToolCall(call.caller(), tool, arguments));
    }

    /** The templates of a mail, or of each mail of a batch. */
    private static Set<String> templates(ToolCall call) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode single = call.arguments().at("/template/id");
        if (single.isTextual()) {
            names.add(single.asText());
        }
        for (JsonNode mail : call.arguments().path("emails")) {
            if (mail.at("/template/id").isTextual()) {
                names.add(mail.at("/template/id").asText());
            }
        }
        return names;
    }

    /** The part of it that an approval is bound to. */
    static JsonNode bound(ToolResult read) {
        return read.content().deepCopy().without(List.of("updated_at", "deduplicated"));
    }
}
