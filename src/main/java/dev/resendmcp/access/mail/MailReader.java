package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.Tools;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what a call would send. Safe for use by many threads. */
public final class MailReader {
    private static final Supplier<ObjectNode> NOTHING = JsonNodeFactory.instance::objectNode;

    private final Tools tools;
    private final Segments segments = new Segments();

    /** @param tools tools that read, for what the arguments do not hold */
    public MailReader(Tools tools) {
        this.tools = tools;
    }

    /** What a call would send; empty if its tool sends nothing. The arguments must have been checked. */
    public Optional<Mail> read(ToolCall call) {
        return SendingTool.find(call.name())
                .map(tool -> read(tool, call.arguments(), new Lookup(tools, call.caller())));
    }

    /** How many recipients the arguments of a call name; nothing is looked up. */
    public int namedRecipients(ToolCall call) {
        return read(call).map(Mail::namedRecipients).orElse(0);
    }

    private Mail read(SendingTool tool, JsonNode call, Lookup lookup) {
        return switch (tool) {
            case SEND_EMAIL -> Email.single(call, lookup);
            case SEND_BATCH_EMAILS -> Email.batch(call, lookup);
            case UPDATE_EMAIL -> new Rescheduled(call);
            case CREATE_TEMPLATE, UPDATE_TEMPLATE -> new Templates.Written(call);
            case PUBLISH_TEMPLATE -> new Templates.Published(call, lookup);
            case CREATE_BROADCAST -> broadcast(call, call.path("send").asBoolean(), () -> call, lookup);
            case UPDATE_BROADCAST -> broadcast(call, false, () -> call, lookup);
            case SEND_BROADCAST -> sentBroadcast(call, lookup);
            case CREATE_AUTOMATION, UPDATE_AUTOMATION -> new Automation(call, lookup);
            case SEND_EVENT -> new EventMail(call, lookup);
            case CREATE_INBOX_DRAFT, UPDATE_INBOX_DRAFT -> new InboxMail(call, false, NOTHING, lookup);
            case SEND_INBOX_DRAFT -> draft(call, lookup);
            case REPLY_TO_INBOX_EMAIL -> reply(call, lookup);
            case FORWARD_INBOX_EMAIL -> forward(call, lookup);
            case CREATE_CONTACT -> Enrolment.created(call);
            case UPDATE_CONTACT_BY_ID, UPDATE_CONTACT_BY_EMAIL -> Enrolment.changed(call, lookup);
            case ADD_CONTACT_TO_SEGMENT -> Enrolment.joining(call, lookup);
            case CREATE_CONTACT_IMPORT -> Enrolment.imported(call);
            case UPDATE_INBOX_AGENT -> new InboxAgent(call, lookup);
        };
    }

    /** Whether a mail header of this name holds recipients. */
    public static boolean isRecipientHeader(String name) {
        Mailbox.Role role = MailHeaders.role(name);
        return role != null && role != Mailbox.Role.FROM;
    }

    /**
     * The answer of a tool that reads.
     *
     * @throws LookupFailedException if it fails
     */
    public ObjectNode look(Caller caller, String tool, ObjectNode arguments) {
        return new Lookup(tools, caller).read(tool, arguments);
    }

    /** A scheduled email at a new time. Its recipients were judged when it was scheduled. */
    private record Rescheduled(JsonNode arguments) implements Mail {
        @Override
        public List<Optional<String>> departures() {
            return List.of(Arguments.text(arguments.path("scheduled_at")));
        }
    }

    private Mail sentBroadcast(JsonNode call, Lookup lookup) {
        String id = call.path("id").asText();
        return broadcast(call, true, () -> lookup.read("get_broadcast", "id", id), lookup);
    }

    private Mail broadcast(JsonNode call, boolean leaves, Supplier<JsonNode> fields, Lookup lookup) {
        return new Broadcast(call, leaves, fields, segments, lookup);
    }

    private static Mail draft(JsonNode call, Lookup lookup) {
        return new InboxMail(
                call,
                true,
                Suppliers.memoize(() -> lookup.read(
                        "get_inbox_draft",
                        "inbox_id",
                        call.path("inbox_id").asText(),
                        "draft_id",
                        call.path("draft_id").asText())),
                lookup);
    }

    private static Mail reply(JsonNode call, Lookup lookup) {
        return new InboxMail(call, true, Suppliers.memoize(() -> answered(call, lookup)), lookup);
    }

    private static Mail forward(JsonNode call, Lookup lookup) {
        return new InboxMail(
                call, true, Suppliers.memoize(() -> original(call, lookup).retain("attachments")), lookup);
    }

    private static ObjectNode original(JsonNode call, Lookup lookup) {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("inbox_id", "thread_id", "email_id")) {
            names.set(name, call.path(name));
        }
        return lookup.read("get_inbox_thread_email", names).deepCopy();
    }

    /** A reply goes to where the mail asks for, and to its sender; with reply_all also to its other recipients. */
    private static ObjectNode answered(JsonNode call, Lookup lookup) {
        ObjectNode original = original(call, lookup);
        Set<String> to = new LinkedHashSet<>(Arguments.texts(original.path("from")));
        to.addAll(Arguments.texts(original.path("reply_to")));
        boolean own = "outbound".equals(original.path("direction").asText());
        if (own || call.path("reply_all").asBoolean()) {
            to.addAll(Arguments.texts(original.path("to")));
            to.addAll(Arguments.texts(original.path("cc")));
            Optional<MailAddress> inbox = MailAddress.parse(InboxMail.address(call, lookup));
            to.removeIf(text -> inbox.isPresent() && MailAddress.parse(text).equals(inbox));
        }
        ObjectNode recipients = JsonNodeFactory.instance.objectNode();
        to.forEach(recipients.putArray("to")::add);
        return recipients;
    }
}
