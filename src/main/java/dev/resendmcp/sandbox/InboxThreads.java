package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Threads of inboxes: one has two from the start. In the store a thread has ids of labels, in answers the labels. */
final class InboxThreads implements ApiModule {
    static final Kind KIND =
            Kind.of("inboxes/threads", "inbox_thread").under(Inboxes.KIND).pagesOf(20);

    /** When the newest of them got its email. */
    static final String NEWEST = "2026-01-06T16:45:00Z";

    private static final Kind LABELS =
            Kind.of("inboxes/threads/labels", "inbox_label").under(KIND);
    private static final int MOST_ADDED_LABELS = 10;
    private static final String[] FOLDERS = {"inbox", "archive", "spam", "sent", "trash"};

    @Override
    public List<Route> routes() {
        String threads = "/inboxes/{inbox_id}/threads";
        String one = threads + "/{thread_id}";
        Field labels = Field.texts("labels").required();
        return List.of(
                Route.get(threads, KIND, InboxThreads::list).query(new Fields(filter().toList())),
                Route.get(threads + "/search", KIND, InboxThreads::search).query(searched()),
                Route.get(one, KIND, InboxThreads::get),
                Route.patch(one, KIND, InboxThreads::update)
                        .body(Field.flag("read"), Field.word("folder", "inbox", "archive", "spam", "trash")),
                Route.delete(one, KIND, InboxThreads::delete),
                Route.post(one + "/labels", KIND, InboxThreads::addLabels).body(labels),
                Route.put(one + "/labels", KIND, InboxThreads::setLabels).body(labels),
                Route.delete(one + "/labels/{label_id}", LABELS, InboxThreads::removeLabel));
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

    @Override
    public void seed(Store store) {
        add(store, ResendSimulator.ARCHIVED_INBOX_THREAD_ID, "archive", "2026-01-05T09:30:00Z")
                .put("read", true);
        add(store, ResendSimulator.INBOX_THREAD_ID, "inbox", NEWEST)
                .withArray("labels")
                .add(ResendSimulator.INBOX_LABEL_ID);
    }

    private static ObjectNode add(Store store, String id, String folder, String receivedAt) {
        ObjectNode thread = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND.object())
                .put("id", id)
                .put("folder", folder)
                .put("read", false)
                .put("received_at", receivedAt);
        thread.putArray("labels");
        store.add(KIND, ResendSimulator.INBOX_ID, thread);
        return thread;
    }

    private static Answer list(Call call) {
        return Rest.page(call, found(call));
    }

    private static List<ObjectNode> found(Call call) {
        String inbox = call.owner();
        return call.store().newestFirst(KIND, inbox).stream()
                .filter(thread -> isWanted(call.query(), thread))
                .map(thread -> view(call.store(), inbox, thread))
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

    private static Answer search(Call call) {
        List<ObjectNode> threads = found(call);
        for (ObjectNode thread : threads) {
            InboxEmails.in(call.store(), thread).stream()
                    .filter(email -> InboxSearch.matches(call.query(), email))
                    .findFirst()
                    .ifPresent(email -> thread.set("matched_email_id", email.get("id")));
        }
        return Rest.page(
                call,
                threads.stream()
                        .filter(thread -> thread.has("matched_email_id"))
                        .toList());
    }

    /** A thread as lists have it: with its labels, and with what follows from its emails. */
    private static ObjectNode view(Store store, String inbox, ObjectNode thread) {
        List<ObjectNode> emails = InboxEmails.in(store, thread);
        ObjectNode view = thread.deepCopy();
        ObjectNode newest = emails.get(0);
        for (String field : List.of("subject", "from", "to", "cc", "bcc")) {
            view.set(field, newest.get(field).deepCopy());
        }
        view.set("labels", labels(store, inbox, thread));
        boolean draft = InboxDrafts.unsent(store, inbox).stream()
                .anyMatch(d -> d.get("thread_id").equals(thread.get("id")));
        return view.put("email_count", emails.size())
                .put(
                        "has_attachment",
                        emails.stream().anyMatch(e -> !e.get("attachments").isEmpty()))
                .put("has_draft", draft);
    }

    private static ArrayNode labels(Store store, String inbox, ObjectNode thread) {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        thread.get("labels")
                .valueStream()
                .map(id -> store.find(InboxLabels.KIND, inbox, id.textValue()).orElse(null))
                .filter(Objects::nonNull)
                .forEach(label -> labels.add(label.deepCopy().retain("id", "name", "color")));
        return labels;
    }

    private static Answer get(Call call) {
        ObjectNode view = view(call.store(), call.owner(), call.item());
        return Answer.ok(view.retain("object", "id", "subject", "folder", "labels", "read"));
    }

    private static Answer update(Call call) {
        Inboxes.checkSomeField(call);
        call.item().setAll(call.fields().deepCopy());
        return get(call);
    }

    private static Answer delete(Call call) {
        ObjectNode thread = call.item();
        boolean moved = !thread.get("folder").textValue().equals("trash");
        thread.put("folder", "trash");
        return Answer.ok(Rest.reference(thread).put("deleted", moved));
    }

    private static Answer addLabels(Call call) {
        int size = call.fields().get("labels").size();
        if (size < 1 || size > MOST_ADDED_LABELS) {
            throw ApiException.invalid("The `labels` field takes 1 to 10 ids.");
        }
        return relabel(
                call,
                Stream.concat(
                        call.item().get("labels").valueStream(),
                        call.fields().get("labels").valueStream()));
    }

    private static Answer setLabels(Call call) {
        return relabel(call, call.fields().get("labels").valueStream());
    }

    /** Here the path leads on to a label, whose owner is the thread. */
    private static Answer removeLabel(Call call) {
        String inbox = call.owner(Inboxes.KIND);
        ObjectNode thread = call.store().find(KIND, inbox, call.owner()).orElseThrow();
        String label = call.ids().get(2);
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        thread.get("labels")
                .valueStream()
                .filter(id -> !id.textValue().equals(label))
                .forEach(left::add);
        if (left.size() == thread.get("labels").size()) {
            throw ApiException.notFound("Inbox label");
        }
        thread.set("labels", left);
        return labelList(call, inbox, thread);
    }

    private static Answer relabel(Call call, Stream<JsonNode> ids) {
        String inbox = call.owner();
        ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
        ids.distinct().forEach(wanted::add);
        for (JsonNode id : wanted) {
            if (call.store().find(InboxLabels.KIND, inbox, id.textValue()).isEmpty()) {
                throw ApiException.notFound("Inbox label");
            }
        }
        ObjectNode thread = call.item();
        thread.set("labels", wanted);
        return labelList(call, inbox, thread);
    }

    private static Answer labelList(Call call, String inbox, ObjectNode thread) {
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "list")
                .set("data", labels(call.store(), inbox, thread)));
    }
}
