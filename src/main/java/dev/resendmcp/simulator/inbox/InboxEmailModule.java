package dev.resendmcp.simulator.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Occurrence;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.email.EmailRules;
import dev.resendmcp.simulator.email.ReceivedEmailModule;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Emails in threads, with reply and forward. Sent emails join the thread and reach nobody; received ones start a thread. */
public final class InboxEmailModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("inboxes/threads/emails", "inbox_email")
            .under(InboxThreadModule.TYPE)
            .pagesOf(20);

    private static final Set<String> KEPT_HEADERS = Set.of("in-reply-to", "references", "reply-to");
    private static final int MOST_ATTACHMENTS = 10;

    @Override
    public List<Route> routes() {
        String emails = "/inboxes/{inbox_id}/threads/{thread_id}/emails";
        String one = emails + "/{email_id}";
        return List.of(
                Route.get(emails, TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get(one, TYPE, CrudHandlers::get),
                Route.post(one + "/reply", TYPE, InboxEmailModule::reply)
                        .body(message(Field.flag("reply_all")))
                        .withIdempotencyKey(),
                Route.post(one + "/forward", TYPE, InboxEmailModule::forward)
                        .body(message(Field.textOrTexts("to").required()))
                        .withIdempotencyKey());
    }

    /** Puts received mail for an inbox into a new thread. */
    @Override
    public void occurred(Store store, Occurrence occurrence, Instant now) {
        if (!occurrence.type().equals("email.received")) {
            return;
        }
        ObjectNode data = occurrence.data();
        ObjectNode full = store.find(
                        ReceivedEmailModule.TYPE, data.get("email_id").textValue())
                .orElseThrow();
        for (JsonNode address : data.get("received_for")) {
            store.find(InboxModule.TYPE, address.textValue()).ifPresent(inbox -> receive(store, inbox, full, now));
        }
    }

    private static void receive(Store store, ObjectNode inbox, ObjectNode received, Instant now) {
        ObjectNode thread = Json.object()
                .put("object", InboxThreadModule.TYPE.object())
                .put("id", UUID.randomUUID().toString())
                .put("folder", "inbox")
                .put("read", false)
                .put("received_at", now.toString());
        thread.putArray("labels");
        store.add(InboxThreadModule.TYPE, Json.id(inbox), thread);
        ObjectNode email = email("inbound", received.path("subject").asText(), now.toString())
                .put("id", UUID.randomUUID().toString());
        for (String field : List.of("from", "to", "cc", "reply_to", "html", "text", "message_id")) {
            email.set(field, received.get(field));
        }
        for (JsonNode file : received.path("attachments")) {
            email.withArray("attachments").add(file.<ObjectNode>deepCopy().retain("id", "filename", "size"));
        }
        store.add(TYPE, Json.id(thread), email);
        inbox.put("last_received", now.toString());
        ObjectNode data = Json.object()
                .put("source", "system")
                .put("inbox_id", Json.id(inbox))
                .put("thread_id", Json.id(thread))
                .put("email_id", Json.id(email));
        store.happened("inbox.thread.created", data);
        store.happened("inbox.email.received", data);
    }

    private static Field[] message(Field own) {
        return new Field[] {
            own,
            Field.textOrTexts("cc"),
            Field.textOrTexts("bcc"),
            Field.text("html"),
            Field.text("text"),
            Field.text("subject"),
            EmailRules.ATTACHMENTS,
            Field.object("headers").orNull()
        };
    }

    /** The emails of a thread, newest first. */
    static List<ObjectNode> in(Store store, ObjectNode thread) {
        return store.newestFirst(TYPE, Json.id(thread));
    }

    /** Adds a sent email to a thread and returns its id. */
    static ObjectNode send(ApiRequest request, String thread, ObjectNode message, String defaultSubject) {
        String id = UUID.randomUUID().toString();
        ObjectNode email = email(
                        "outbound",
                        message.path("subject").asText(defaultSubject),
                        request.now().toString())
                .put("id", id)
                .put("from", address(request))
                .put("html", message.path("html").textValue())
                .put("text", message.path("text").textValue())
                .put("read", true);
        for (String field : List.of("to", "cc", "bcc")) {
            ArrayNode addresses = email.withArray(field);
            EmailRules.texts(message.path(field)).forEach(addresses::add);
        }
        if (thread != null) {
            request.store().add(TYPE, thread, email);
        }
        return Json.object().put("id", id);
    }

    /** Throws an {@link ApiException} unless the draft's thread contains the email it replies to. */
    static void checkExists(ApiRequest request, ObjectNode draft) {
        String thread = draft.get("thread_id").textValue();
        String email = draft.get("reply_to_email_id").textValue();
        if (request.store()
                        .find(InboxThreadModule.TYPE, request.owner(), thread)
                        .isEmpty()
                || request.store().find(TYPE, thread, email).isEmpty()) {
            throw ApiException.notFound("Inbox email");
        }
    }

    /** Rejects the headers that link the emails of a thread. */
    static void checkHeaders(JsonNode headers) {
        for (var header : headers.properties()) {
            if (KEPT_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))
                    || header.getKey().isEmpty()
                    || !header.getValue().isTextual()) {
                throw ApiException.invalid("The header %s cannot be set.".formatted(header.getKey()));
            }
        }
    }

    private static String address(ApiRequest request) {
        return request.store()
                .find(InboxModule.TYPE, request.owner(InboxModule.TYPE))
                .orElseThrow()
                .get("email_address")
                .textValue();
    }

    private static ApiResponse reply(ApiRequest request) {
        ObjectNode answered = request.item();
        ObjectNode message = request.fields().deepCopy();
        if (!message.has("html") && !message.has("text")) {
            throw ApiException.invalid("Missing `html` or `text` field.");
        }
        Set<String> to = new LinkedHashSet<>(List.of(answered.get("from").textValue()));
        if (message.path("reply_all").asBoolean()) {
            to.addAll(EmailRules.texts(answered.get("to")));
            to.addAll(EmailRules.texts(answered.get("cc")));
            to.remove(address(request));
        }
        to.forEach(message.putArray("to")::add);
        return sent(request, message, "Re: ");
    }

    private static ApiResponse forward(ApiRequest request) {
        return sent(request, request.fields(), "Fwd: ");
    }

    private static ApiResponse sent(ApiRequest request, ObjectNode message, String prefix) {
        EmailRules.checkRecipients(message);
        EmailRules.checkAttachments(message.path("attachments"));
        if (message.path("attachments").size() > MOST_ATTACHMENTS) {
            throw ApiException.invalid("There are at most 10 `attachments`.");
        }
        checkHeaders(message.path("headers"));
        String subject = prefix + request.item().get("subject").asText();
        return ApiResponse.ok(send(request, request.owner(), message, subject));
    }

    private static ObjectNode email(String direction, String subject, String receivedAt) {
        ObjectNode email =
                Json.object().putNull("id").put("direction", direction).putNull("from");
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
