package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Emails in threads, and answering them. What is sent joins the thread and reaches nobody. */
final class InboxEmails implements ApiModule {
    private static final Kind KIND = Kind.of("inboxes/threads/emails", "inbox_email")
            .under(InboxThreads.KIND)
            .pagesOf(20);

    private static final Set<String> KEPT_HEADERS = Set.of("in-reply-to", "references", "reply-to");
    private static final int MOST_ATTACHMENTS = 10;

    @Override
    public List<Route> routes() {
        String emails = "/inboxes/{inbox_id}/threads/{thread_id}/emails";
        String one = emails + "/{email_id}";
        return List.of(
                Route.get(emails, KIND, Rest::list).query(Fields.page()),
                Route.get(one, KIND, Rest::get),
                Route.post(one + "/reply", KIND, InboxEmails::reply)
                        .body(message(Field.flag("reply_all")))
                        .withIdempotencyKey(),
                Route.post(one + "/forward", KIND, InboxEmails::forward)
                        .body(message(Field.textOrTexts("to").required()))
                        .withIdempotencyKey());
    }

    private static Field[] message(Field own) {
        return new Field[] {
            own,
            Field.textOrTexts("cc"),
            Field.textOrTexts("bcc"),
            Field.text("html"),
            Field.text("text"),
            Field.text("subject"),
            Field.list(
                    "attachments",
                    Field.text("content"),
                    Field.text("filename"),
                    Field.text("path"),
                    Field.text("content_type"),
                    Field.text("content_id")),
            Field.object("headers").orNull()
        };
    }

    @Override
    public void seed(Store store) {
        ObjectNode archived = email("inbound", "Order 1001", "2026-01-05T09:30:00Z")
                .put("id", "5a4d0b0e-0000-4000-8000-000000000722")
                .put("from", "ada@sender.test")
                .put("text", "Where is order 1001?")
                .put("read", true);
        archived.withArray("to").add(ResendSimulator.INBOX_ADDRESS);
        archived.withArray("attachments")
                .addObject()
                .put("id", "5a4d0b0e-0000-4000-8000-000000000741")
                .put("filename", "order.pdf")
                .put("size", 1024);
        store.add(KIND, ResendSimulator.ARCHIVED_INBOX_THREAD_ID, archived);
        ObjectNode unread = email("inbound", "The chart", InboxThreads.NEWEST)
                .put("id", ResendSimulator.INBOX_EMAIL_ID)
                .put("from", "Grace <grace@sender.test>")
                .put("text", "Can you send the chart?")
                .put("html", "<p>Can you send the chart?</p>");
        unread.withArray("to").add(ResendSimulator.INBOX_ADDRESS);
        unread.withArray("cc").add("bob@sender.test");
        store.add(KIND, ResendSimulator.INBOX_THREAD_ID, unread);
    }

    /** The emails of a thread, newest first. */
    static List<ObjectNode> in(Store store, ObjectNode thread) {
        return store.newestFirst(KIND, thread.get("id").textValue());
    }

    /** Adds an email that was sent from an inbox to a thread, and answers with its id. */
    static ObjectNode send(Call call, String thread, ObjectNode message, String defaultSubject) {
        String id = UUID.randomUUID().toString();
        ObjectNode email = email(
                        "outbound",
                        message.path("subject").asText(defaultSubject),
                        call.now().toString())
                .put("id", id)
                .put("from", address(call))
                .put("html", message.path("html").textValue())
                .put("text", message.path("text").textValue())
                .put("read", true);
        for (String field : List.of("to", "cc", "bcc")) {
            ArrayNode addresses = email.withArray(field);
            EmailRules.texts(message.path(field)).forEach(addresses::add);
        }
        if (thread != null) {
            call.store().add(KIND, thread, email);
        }
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    /** Throws an {@link ApiException} unless the email that a draft answers is in the thread that it names. */
    static void checkExists(Call call, ObjectNode draft) {
        String thread = draft.get("thread_id").textValue();
        String email = draft.get("reply_to_email_id").textValue();
        if (call.store().find(InboxThreads.KIND, call.owner(), thread).isEmpty()
                || call.store().find(KIND, thread, email).isEmpty()) {
            throw ApiException.notFound("Inbox email");
        }
    }

    /** Some headers keep a thread together and are not the sender's to choose. */
    static void checkHeaders(JsonNode headers) {
        for (var header : headers.properties()) {
            if (KEPT_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))
                    || header.getKey().isEmpty()
                    || !header.getValue().isTextual()) {
                throw ApiException.invalid("The header %s cannot be set.".formatted(header.getKey()));
            }
        }
    }

    private static String address(Call call) {
        return call.store()
                .find(Inboxes.KIND, Store.ACCOUNT, call.owner(Inboxes.KIND))
                .orElseThrow()
                .get("email_address")
                .textValue();
    }

    private static Answer reply(Call call) {
        ObjectNode answered = call.item();
        ObjectNode message = call.fields().deepCopy();
        if (!message.has("html") && !message.has("text")) {
            throw ApiException.invalid("Missing `html` or `text` field.");
        }
        Set<String> to = new LinkedHashSet<>(List.of(answered.get("from").textValue()));
        if (message.path("reply_all").asBoolean()) {
            to.addAll(EmailRules.texts(answered.get("to")));
            to.addAll(EmailRules.texts(answered.get("cc")));
            to.remove(address(call));
        }
        to.forEach(message.putArray("to")::add);
        return sent(call, message, "Re: ");
    }

    private static Answer forward(Call call) {
        return sent(call, call.fields(), "Fwd: ");
    }

    private static Answer sent(Call call, ObjectNode message, String prefix) {
        EmailRules.checkRecipients(message);
        EmailRules.checkAttachments(message.path("attachments"));
        if (message.path("attachments").size() > MOST_ATTACHMENTS) {
            throw ApiException.invalid("There are at most 10 `attachments`.");
        }
        checkHeaders(message.path("headers"));
        String subject = prefix + call.item().get("subject").asText();
        return Answer.ok(send(call, call.owner(), message, subject));
    }

    private static ObjectNode email(String direction, String subject, String receivedAt) {
        ObjectNode email = JsonNodeFactory.instance
                .objectNode()
                .putNull("id")
                .put("direction", direction)
                .putNull("from");
        for (String list : List.of("to", "cc", "bcc", "reply_to", "attachments")) {
            email.putArray(list);
        }
        return email.put("subject", subject)
                .put("message_id", "<%s@sandbox.resend.dev>".formatted(UUID.randomUUID()))
                .putNull("html")
                .putNull("text")
                .put("read", false)
                .put("received_at", receivedAt);
    }
}
