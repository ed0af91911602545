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
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Threads of inboxes. A stored thread has label ids; responses have the labels. */
public final class InboxThreadModule implements ApiModule {
    static final ResourceType TYPE = ResourceType.of("inboxes/threads", "inbox_thread")
            .under(InboxModule.TYPE)
            .pagesOf(20);

    private static final ResourceType LABELS =
            ResourceType.of("inboxes/threads/labels", "inbox_label").under(TYPE);
    private static final int MOST_ADDED_LABELS = 10;
    private static final String[] FOLDERS = {"inbox", "archive", "spam", "sent", "trash"};

    @Override
    public List<Route> routes() {
        String threads = "/inboxes/{inbox_id}/threads";
        String one = threads + "/{thread_id}";
        Field labels = Field.texts("labels").required();
        return List.of(
                Route.get(threads, TYPE, InboxThreadModule::list).query(new Fields(filter().toList())),
                Route.get(threads + "/search", TYPE, InboxThreadModule::search).query(searched()),
                Route.get(one, TYPE, InboxThreadModule::get),
                Route.patch(one, TYPE, InboxThreadModule::update)
                        .body(Field.flag("read"), Field.word("folder", "inbox", "archive", "spam", "trash")),
                Route.delete(one, TYPE, InboxThreadModule::delete),
                Route.post(one + "/labels", TYPE, InboxThreadModule::addLabels).body(labels),
                Route.put(one + "/labels", TYPE, InboxThreadModule::setLabels).body(labels),
                Route.delete(one + "/labels/{label_id}", LABELS, InboxThreadModule::removeLabel));
    }

    private static Stream<Field> filter() {
        return Stream.concat(
                Stream.of(Field.texts("folders", FOLDERS), Field.texts("labels"), Field.flag("read")),
                Fields.page().all().stream());
    }

    private static Fields searched() {
        Stream<Field> more = Stream.of(
                Field.text("query"),
                Field.texts("from"),
                Field.texts("to"),
                Field.texts("cc"),
                Field.texts("bcc"),
                Field.flag("has_attachment"),
                Field.text("start_date"),
                Field.text("end_date"));
        return new Fields(Stream.concat(filter(), more).toList());
    }

    private static ApiResponse list(ApiRequest request) {
        return CrudHandlers.page(request, found(request));
    }

    private static List<ObjectNode> found(ApiRequest request) {
        String inbox = request.owner();
        return request.store().newestFirst(TYPE, inbox).stream()
                .filter(thread -> isWanted(request.query(), thread))
                .map(thread -> view(request.store(), inbox, thread))
                .toList();
    }

    private static boolean isWanted(ObjectNode query, ObjectNode thread) {
        return isAmong(query.path("folders"), Stream.of(thread.get("folder")))
                && isAmong(query.path("labels"), thread.get("labels").valueStream())
                && (!query.has("read") || query.get("read").equals(thread.get("read")));
    }

    private static boolean isAmong(JsonNode wanted, Stream<JsonNode> values) {
        return wanted.isMissingNode()
                || values.anyMatch(value -> wanted.valueStream().anyMatch(value::equals));
    }

    private static ApiResponse search(ApiRequest request) {
        List<ObjectNode> threads = found(request);
        for (ObjectNode thread : threads) {
            InboxEmailModule.in(request.store(), thread).stream()
                    .filter(email -> InboxSearch.matches(request.query(), email))
                    .findFirst()
                    .ifPresent(email -> thread.set("matched_email_id", email.get("id")));
        }
        return CrudHandlers.page(
                request,
                threads.stream()
                        .filter(thread -> thread.has("matched_email_id"))
                        .toList());
    }

    /** A thread as in lists: with its labels and the fields derived from its emails. */
    private static ObjectNode view(Store store, String inbox, ObjectNode thread) {
        List<ObjectNode> emails = InboxEmailModule.in(store, thread);
        ObjectNode view = thread.deepCopy();
        ObjectNode newest = emails.get(0);
        for (String field : List.of("subject", "from", "to", "cc", "bcc")) {
            view.set(field, newest.get(field).deepCopy());
        }
        view.set("labels", labels(store, inbox, thread));
        boolean draft = InboxDraftModule.unsent(store, inbox).stream()
                .anyMatch(d -> d.get("thread_id").equals(thread.get("id")));
        return view.put("email_count", emails.size())
                .put(
                        "has_attachment",
                        emails.stream().anyMatch(e -> !e.get("attachments").isEmpty()))
                .put("has_draft", draft);
    }

    private static ArrayNode labels(Store store, String inbox, ObjectNode thread) {
        ArrayNode labels = Json.array();
        thread.get("labels")
                .valueStream()
                .map(id -> store.find(InboxModule.LABELS, inbox, id.textValue()).orElse(null))
                .filter(Objects::nonNull)
                .forEach(label -> labels.add(label.deepCopy().retain("id", "name", "color")));
        return labels;
    }

    private static ApiResponse get(ApiRequest request) {
        ObjectNode view = view(request.store(), request.owner(), request.item());
        return ApiResponse.ok(view.retain("object", "id", "subject", "folder", "labels", "read"));
    }

    private static ApiResponse update(ApiRequest request) {
        InboxModule.checkSomeField(request);
        request.item().setAll(request.fields().deepCopy());
        return get(request);
    }

    private static ApiResponse delete(ApiRequest request) {
        ObjectNode thread = request.item();
        boolean moved = !thread.get("folder").textValue().equals("trash");
        thread.put("folder", "trash");
        return ApiResponse.ok(CrudHandlers.reference(thread).put("deleted", moved));
    }

    private static ApiResponse addLabels(ApiRequest request) {
        int size = request.fields().get("labels").size();
        if (size < 1 || size > MOST_ADDED_LABELS) {
            throw ApiException.invalid("The `labels` field takes 1 to 10 ids.");
        }
        return relabel(
                request,
                Stream.concat(
                        request.item().get("labels").valueStream(),
                        request.fields().get("labels").valueStream()));
    }

    private static ApiResponse setLabels(ApiRequest request) {
        return relabel(request, request.fields().get("labels").valueStream());
    }

    /** The path names a label, whose owner is the thread. */
    private static ApiResponse removeLabel(ApiRequest request) {
        String inbox = request.owner(InboxModule.TYPE);
        ObjectNode thread = request.store().find(TYPE, inbox, request.owner()).orElseThrow();
        String label = request.ids().get(2);
        ArrayNode left = Json.array();
        thread.get("labels")
                .valueStream()
                .filter(id -> !id.textValue().equals(label))
                .forEach(left::add);
        if (left.size() == thread.get("labels").size()) {
            throw ApiException.notFound("Inbox label");
        }
        thread.set("labels", left);
        return labelList(request, inbox, thread);
    }

    private static ApiResponse relabel(ApiRequest request, Stream<JsonNode> ids) {
        String inbox = request.owner();
        ArrayNode wanted = Json.array();
        ids.distinct().forEach(wanted::add);
        for (JsonNode id : wanted) {
            if (request.store().find(InboxModule.LABELS, inbox, id.textValue()).isEmpty()) {
                throw ApiException.notFound("Inbox label");
            }
        }
        ObjectNode thread = request.item();
        thread.set("labels", wanted);
        return labelList(request, inbox, thread);
    }

    private static ApiResponse labelList(ApiRequest request, String inbox, ObjectNode thread) {
        return ApiResponse.ok(Json.object().put("object", "list").set("data", labels(request.store(), inbox, thread)));
    }
}
