package dev.resendmcp.access.modes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.access.mail.Mailbox;
import dev.resendmcp.access.mail.SendingTool;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sends mail to test addresses of Resend instead of its recipients. */
final class SafeRecipients {
    private static final String IDEMPOTENCY_KEY = "idempotency_key";

    private final Tools inner;
    private final MailReader reader;

    SafeRecipients(Tools inner, MailReader reader) {
        this.inner = inner;
        this.reader = reader;
    }

    /** Why a call cannot be made safe; empty if it can. */
    Optional<ToolError> refusal(ToolCall call, Mail mail) {
        return switch (tool(call)) {
            case SEND_BROADCAST, CREATE_BROADCAST ->
                mail.leaves() ? refuse("a broadcast goes to the contacts of its segment") : Optional.empty();
            case CREATE_AUTOMATION, UPDATE_AUTOMATION ->
                isInEffect(call) ? refuse("an automation that is enabled sends to contacts") : Optional.empty();
            case UPDATE_INBOX_AGENT ->
                mail.unknownRecipients().isPresent()
                        ? refuse("the agent of an inbox forwards mail to people")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isInEffect(ToolCall call) {
        String status = call.arguments().path("status").asText();
        if (!status.isEmpty()) {
            return status.equals("enabled");
        }
        JsonNode id = call.arguments().path("automation_id");
        return !id.isMissingNode()
                && !"disabled"
                        .equals(read(call, "get_automation", one("automation_id", id))
                                .path("status")
                                .asText());
    }

    private static Optional<ToolError> refuse(String why) {
        return Optional.of(
                ToolError.forbidden("SAFE_RECIPIENTS", "", why + ", who cannot be replaced by test addresses"));
    }

    /** Makes a call with test addresses. */
    ToolResult call(ToolCall call, Mail mail) {
        return switch (tool(call)) {
            case SEND_EMAIL, FORWARD_INBOX_EMAIL, CREATE_INBOX_DRAFT, UPDATE_INBOX_DRAFT ->
                inner.call(call.with(safe(call.arguments())));
            case SEND_BATCH_EMAILS -> inner.call(call.with(batch(call.arguments())));
            case SEND_EVENT -> inner.call(call.with(event(call.arguments(), mail)));
            case SEND_INBOX_DRAFT -> draft(call);
            case REPLY_TO_INBOX_EMAIL -> reply(call, mail);
            case UPDATE_EMAIL,
                    CREATE_TEMPLATE,
                    UPDATE_TEMPLATE,
                    PUBLISH_TEMPLATE,
                    CREATE_BROADCAST,
                    UPDATE_BROADCAST,
                    SEND_BROADCAST,
                    CREATE_AUTOMATION,
                    UPDATE_AUTOMATION,
                    CREATE_CONTACT,
                    UPDATE_CONTACT_BY_ID,
                    UPDATE_CONTACT_BY_EMAIL,
                    ADD_CONTACT_TO_SEGMENT,
                    CREATE_CONTACT_IMPORT,
                    UPDATE_INBOX_AGENT -> inner.call(call);
        };
    }

    private static SendingTool tool(ToolCall call) {
        return SendingTool.find(call.name()).orElseThrow();
    }

    private static ObjectNode batch(ObjectNode arguments) {
        ObjectNode safe = arguments.deepCopy();
        ArrayNode emails = safe.putArray("emails");
        arguments.path("emails").forEach(email -> emails.add(safe((ObjectNode) email)));
        return safe;
    }

    private static ObjectNode safe(ObjectNode mail) {
        ObjectNode safe = mail.deepCopy();
        for (String field : List.of("to", "cc", "bcc")) {
            if (mail.path(field).isTextual()) {
                safe.put(field, SafeAddress.of(mail.path(field).textValue()));
            } else if (mail.path(field).isArray()) {
                ArrayNode addresses = safe.putArray(field);
                mail.path(field).forEach(address -> addresses.add(SafeAddress.of(address.asText())));
            }
        }
        return withoutRecipients(safe);
    }

    /** Recipients in headers are left out: those in arguments are enough for a test. */
    private static ObjectNode withoutRecipients(ObjectNode mail) {
        if (mail.get("headers") instanceof ObjectNode headers) {
            headers.remove(headers.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(MailReader::isRecipientHeader)
                    .toList());
        }
        return mail;
    }

    private static ObjectNode event(ObjectNode arguments, Mail mail) {
        ObjectNode safe = arguments.deepCopy();
        safe.remove("contact_id");
        return safe.put("email", SafeAddress.of(mail.recipients().get(0).text()));
    }

    private ToolResult draft(ToolCall call) {
        ObjectNode place = call.arguments().deepCopy().retain("inbox_id", "draft_id");
        ObjectNode draft = read(call, "get_inbox_draft", place);
        ObjectNode change = place.deepCopy();
        for (String field : List.of("to", "cc", "bcc")) {
            ArrayNode addresses = JsonNodeFactory.instance.arrayNode();
            draft.path(field).forEach(address -> addresses.add(SafeAddress.of(address.asText())));
            if (!addresses.equals(draft.path(field)) && !addresses.isEmpty()) {
                change.set(field, addresses);
            }
        }
        if (change.size() > place.size()) {
            ToolResult changed = inner.call(call.to("update_inbox_draft", change));
            if (changed.error().isPresent()) {
                return changed;
            }
        }
        return inner.call(call.with(withoutRecipients(call.arguments().deepCopy())));
    }

    /** The recipients of a reply are those of the email, so it is written as a draft, which may have others, and sent. */
    private ToolResult reply(ToolCall call, Mail mail) {
        ObjectNode given = call.arguments();
        ObjectNode draft = given.deepCopy().retain("inbox_id", "thread_id", "subject", "html", "text", "force_new");
        draft.set("reply_to_email_id", given.path("email_id"));
        for (Mailbox mailbox : mail.recipients()) {
            String field = mailbox.role().name().toLowerCase(Locale.ROOT);
            draft.withArray(field).add(SafeAddress.of(mailbox.text()));
        }
        if (given.has("attachments")) {
            ArrayNode files = draft.putArray("attachments");
            given.path("attachments").forEach(file -> files.add(forDraft(file)));
        }
        withKey(draft, given, key -> key + ":draft");
        ToolResult written = inner.call(call.to("create_inbox_draft", draft));
        if (written.error().isPresent() || !written.content().has("id")) {
            return written;
        }
        ObjectNode send = given.deepCopy().retain("inbox_id", "headers", "force_new");
        send.set("draft_id", written.content().path("id"));
        withKey(send, given, key -> key);
        return inner.call(call.to("send_inbox_draft", withoutRecipients(send)));
    }

    private static ObjectNode forDraft(JsonNode file) {
        ObjectNode attachment = file.<ObjectNode>deepCopy();
        attachment.remove("content_id");
        attachment.putIfAbsent("filename", attachment.textNode("attachment"));
        if (attachment.has("content")) {
            attachment.putIfAbsent("content_type", attachment.textNode("application/octet-stream"));
        }
        return attachment;
    }

    private static void withKey(ObjectNode arguments, ObjectNode given, UnaryOperator<String> form) {
        String key = given.path(IDEMPOTENCY_KEY).asText();
        if (!key.isEmpty()) {
            arguments.put(IDEMPOTENCY_KEY, form.apply(key));
        }
    }

    private ObjectNode read(ToolCall call, String tool, ObjectNode arguments) {
        return reader.look(call.caller(), tool, arguments);
    }

    private static ObjectNode one(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }
}
