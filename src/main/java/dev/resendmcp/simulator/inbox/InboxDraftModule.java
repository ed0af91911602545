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
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.email.EmailRules;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Drafts. A sent draft stays, with the id of its email, and cannot be sent again. */
public final class InboxDraftModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("inboxes/drafts", "inbox_draft")
            .under(InboxModule.TYPE)
            .pagesOf(20)
            .listing(
                    "id",
                    "type",
                    "to",
                    "cc",
                    "bcc",
                    "subject",
                    "snippet",
                    "thread_id",
                    "reply_to_email_id",
                    "updated_at",
                    "attachments");
    private static final List<String> CONTENT = List.of("to", "cc", "bcc", "subject", "text", "html", "attachments");
    private static final int SNIPPET = 80;

    @Override
    public List<Route> routes() {
        String drafts = "/inboxes/{inbox_id}/drafts";
        String one = drafts + "/{draft_id}";
        return List.of(
                Route.get(drafts, TYPE, InboxDraftModule::list).query(Fields.page()),
                Route.post(drafts, TYPE, CrudHandlers.create(InboxDraftModule::complete, CrudHandlers::reference))
                        .body(content(Field.text("thread_id"), Field.text("reply_to_email_id")))
                        .withIdempotencyKey(),
                Route.get(one, TYPE, CrudHandlers::get),
                Route.patch(one, TYPE, CrudHandlers.update(InboxDraftModule::changed))
                        .body(content()),
                Route.delete(one, TYPE, CrudHandlers::delete),
                Route.post(one + "/send", TYPE, InboxDraftModule::send)
                        .body(Field.object("headers").orNull())
                        .withIdempotencyKey());
    }

    private static Field[] content(Field... others) {
        List<Field> fields = new ArrayList<>(List.of(others));
        for (String addresses : List.of("to", "cc", "bcc")) {
            fields.add(Field.textOrTexts(addresses).orNull());
        }
        for (String text : List.of("subject", "text", "html")) {
            fields.add(Field.text(text).orNull());
        }
        fields.add(Field.list(
                        "attachments",
                        Field.text("filename").required(),
                        Field.text("content"),
                        Field.text("path"),
                        Field.text("content_type"))
                .orNull());
        return fields.toArray(Field[]::new);
    }

    /** The unsent drafts of an inbox. */
    static List<ObjectNode> unsent(Store store, String inbox) {
        return store.newestFirst(TYPE, inbox).stream()
                .filter(draft -> draft.get("email_id").isNull())
                .toList();
    }

    private static void complete(ApiRequest request, ObjectNode draft) {
        boolean reply = draft.has("thread_id");
        if (reply != draft.has("reply_to_email_id")) {
            throw ApiException.invalid("`thread_id` and `reply_to_email_id` need each other.");
        }
        if (reply) {
            InboxEmailModule.checkExists(request, draft);
        }
        if (CONTENT.stream().noneMatch(draft::has)) {
            throw ApiException.invalid("A draft needs at least one field of content.");
        }
        draft.put("type", reply ? "reply" : "standalone")
                .put("thread_id", draft.path("thread_id").textValue())
                .put("reply_to_email_id", draft.path("reply_to_email_id").textValue())
                .putNull("email_id")
                .put("created_at", request.now().toString());
        write(request, draft);
    }

    private static void changed(ApiRequest request, ObjectNode draft) {
        InboxModule.checkSomeField(request);
        checkUnsent(draft);
        write(request, draft);
    }

    /** Brings the draft into the form of responses. */
    private static void write(ApiRequest request, ObjectNode draft) {
        for (String field : List.of("to", "cc", "bcc")) {
            List<String> addresses = EmailRules.texts(draft.path(field));
            addresses.forEach(draft.putArray(field)::add);
        }
        if (draft.get("to").isEmpty()) {
            draft.putNull("to");
        }
        for (String field : List.of("subject", "html", "text")) {
            draft.put(field, draft.path(field).textValue());
        }
        JsonNode given = draft.path("attachments").deepCopy();
        ArrayNode files = draft.putArray("attachments");
        given.forEach(file -> files.add(file.has("id") ? file : described(file, files.objectNode())));
        draft.put("updated_at", request.now().toString());
    }

    private static ObjectNode described(JsonNode file, ObjectNode attachment) {
        String content = file.path("content").textValue();
        if ((content == null) == !file.has("path") || (content != null && !file.has("content_type"))) {
            throw new ApiException(
                    422, "invalid_attachment", "An attachment needs `content` with `content_type`, or `path`.");
        }
        try {
            int size = content == null ? 0 : Base64.getDecoder().decode(content).length;
            return attachment
                    .put("id", UUID.randomUUID().toString())
                    .put("filename", file.get("filename").textValue())
                    .put("content_type", file.path("content_type").asText("application/octet-stream"))
                    .put("size", size);
        } catch (IllegalArgumentException e) {
            throw new ApiException(422, "invalid_attachment", "The `content` of an attachment is not base64.");
        }
    }

    private static ApiResponse list(ApiRequest request) {
        return CrudHandlers.page(
                request,
                unsent(request.store(), request.owner()).stream()
                        .map(draft -> draft.deepCopy()
                                .put("snippet", snippet(draft.get("text").textValue())))
                        .toList());
    }

    private static String snippet(String text) {
        return text == null ? null : text.substring(0, Math.min(SNIPPET, text.length()));
    }

    private static ApiResponse send(ApiRequest request) {
        ObjectNode draft = request.item();
        checkUnsent(draft);
        InboxEmailModule.checkHeaders(request.fields().path("headers"));
        if (draft.get("to").isNull()) {
            throw ApiException.invalid("The draft has no recipient.");
        }
        EmailRules.checkRecipients(draft);
        ObjectNode sent = InboxEmailModule.send(request, draft.get("thread_id").textValue(), draft, "");
        draft.set("email_id", sent.get("id"));
        return ApiResponse.ok(sent);
    }

    private static void checkUnsent(ObjectNode draft) {
        if (!draft.get("email_id").isNull()) {
            throw new ApiException(409, "validation_error", "The draft was sent already.");
        }
    }
}
