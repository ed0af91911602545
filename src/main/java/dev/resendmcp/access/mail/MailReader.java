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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what a call would send. The table has every tool that sends mail, or prepares some. Safe for use by many threads. */
public final class MailReader {
    private static final Supplier<ObjectNode> NOTHING = JsonNodeFactory.instance::objectNode;

    private final Tools tools;
    private final Segments segments = new Segments();
    private final Map<String, Reading> table = Map.ofEntries(
            Map.entry("send_email", Email::single),
            Map.entry("send_batch_emails", Email::batch),
            Map.entry("update_email", (call, lookup) -> new Rescheduled(call)),
            Map.entry("create_template", (call, lookup) -> new Templates.Written(call)),
            Map.entry("update_template", (call, lookup) -> new Templates.Written(call)),
            Map.entry("publish_template", Templates.Published::new),
            Map.entry("create_broadcast", this::newBroadcast),
            Map.entry("update_broadcast", (call, lookup) -> broadcast(call, false, () -> call, lookup)),
            Map.entry("send_broadcast", this::sentBroadcast),
            Map.entry("create_automation", Automation::new),
            Map.entry("update_automation", Automation::new),
            Map.entry("send_event", EventMail::new),
            Map.entry("create_inbox_draft", (call, lookup) -> new InboxMail(call, false, NOTHING, lookup)),
            Map.entry("update_inbox_draft", (call, lookup) -> new InboxMail(call, false, NOTHING, lookup)),
            Map.entry("send_inbox_draft", MailReader::draft),
            Map.entry("reply_to_inbox_email", MailReader::reply),
            Map.entry("forward_inbox_email", MailReader::forward));

    private interface Reading {
        Mail of(JsonNode arguments, Lookup lookup);
    }

    /** @param tools tools that read, for what the arguments do not hold */
    public MailReader(Tools tools) {
        this.tools = tools;
    }

    /** Names of the tools that send mail or prepare some. */
    public Set<String> sendingTools() {
        return table.keySet();
    }

    /** What a call would send; empty if its tool sends nothing. The arguments must have been checked. */
    public Optional<Mail> read(ToolCall call) {
        return Optional.ofNullable(table.get(call.name()))
                .map(reading -> reading.of(call.arguments(), new Lookup(tools, call.caller())));
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

    private Mail newBroadcast(JsonNode call, Lookup lookup) {
        return broadcast(call, call.path("send").asBoolean(), () -> call, lookup);
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
