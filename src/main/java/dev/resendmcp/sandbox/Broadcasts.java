package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Broadcasts. One is sent as soon as it is asked for, to nobody; one that is scheduled waits for ever. Only the one from
 * the start has recipients: see {@link BroadcastResults}.
 */
final class Broadcasts implements ApiModule {
    static final Kind KIND = Kind.of("broadcasts", "broadcast")
            .listing(
                    "id",
                    "name",
                    "audience_id",
                    "segment_id",
                    "status",
                    "created_at",
                    "scheduled_at",
                    "sent_at",
                    "topic_id");

    @Override
    public List<Route> routes() {
        Field[] settings = fields(
                Field.text("from").required(),
                Field.text("subject").required(),
                Field.flag("send"),
                Field.text("scheduled_at"));
        return List.of(
                Route.post("/broadcasts", KIND, Rest.create(Broadcasts::complete, Rest::reference))
                        .body(settings),
                Route.get("/broadcasts", KIND, Rest::list).query(Fields.page()),
                Route.get("/broadcasts/{id}", KIND, Rest::get),
                Route.patch("/broadcasts/{id}", KIND, Rest.update(Broadcasts::changed))
                        .body(fields(Field.text("from"), Field.text("subject"))),
                Route.delete("/broadcasts/{id}", KIND, Broadcasts::delete),
                Route.post("/broadcasts/{id}/send", KIND, Broadcasts::send).body(Field.text("scheduled_at")),
                Route.post("/broadcasts/{id:uuid}/cancel", KIND, Broadcasts::cancel),
                Route.post("/broadcasts/{id}/duplicate", KIND, Broadcasts::duplicate));
    }

    /** These fields, and those that are the same for a new broadcast and for a change. */
    private static Field[] fields(Field... others) {
        Stream<Field> common = Stream.of(
                Field.text("name"),
                Field.text("segment_id"),
                Field.text("audience_id"),
                Field.textOrTexts("reply_to"),
                Field.text("preview_text"),
                Field.text("html"),
                Field.text("text"),
                Field.text("topic_id").orNull());
        return Stream.concat(Stream.of(others), common).toArray(Field[]::new);
    }

    @Override
    public void seed(Store store) {
        ObjectNode broadcast = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND.object())
                .put("id", ResendSimulator.BROADCAST_ID)
                .put("created_at", "2026-01-07 09:00:00.000000+00")
                .put("name", "January news")
                .put("segment_id", "5a4d0b0e-0000-4000-8000-000000000b02")
                .put("from", "News <news@%s>".formatted(ResendSimulator.DOMAIN_NAME))
                .put("subject", "What is new")
                .put("html", "<p>Read <a href=\"https://blog.test/new\">what is new</a>.</p>");
        fill(broadcast);
        broadcast.put("status", "sent").put("sent_at", "2026-01-07 10:00:00.000000+00");
        store.add(KIND, Store.ACCOUNT, broadcast);
    }

    private static void complete(Call call, ObjectNode broadcast) {
        if (!broadcast.has("segment_id") && !broadcast.has("audience_id")) {
            throw new ApiException(422, "missing_required_field", "Missing `segment_id` field.");
        }
        if (!broadcast.has("html") && !broadcast.has("text")) {
            throw ApiException.invalid("Missing `html` or `text` field.");
        }
        boolean send = broadcast.path("send").asBoolean();
        boolean scheduled = broadcast.has("scheduled_at");
        if (scheduled && !send) {
            throw ApiException.invalid("The `scheduled_at` field needs `send` to be true.");
        }
        broadcast.without("send");
        fill(broadcast);
        checkSender(call, broadcast);
        if (send) {
            start(call, broadcast);
        }
    }

    /** Gives what is open its value, and one name to each thing that has two. */
    private static void fill(ObjectNode broadcast) {
        broadcast.put("status", "draft");
        if (broadcast.hasNonNull("audience_id")) {
            broadcast.set("segment_id", broadcast.get("audience_id"));
        }
        broadcast.set("audience_id", broadcast.get("segment_id"));
        for (String open : List.of("name", "preview_text", "html", "text", "topic_id", "scheduled_at", "sent_at")) {
            broadcast.putIfAbsent(open, JsonNodeFactory.instance.nullNode());
        }
        List<String> replyTo = EmailRules.texts(broadcast.path("reply_to"));
        replyTo.forEach(broadcast.putArray("reply_to")::add);
    }

    private static void checkSender(Call call, ObjectNode broadcast) {
        EmailRules.checkSender(broadcast.get("from").textValue(), call.store());
    }

    private static void changed(Call call, ObjectNode broadcast) {
        checkStatus(broadcast, Set.of("draft"));
        if (call.fields().has("segment_id")) {
            broadcast.without("audience_id");
        }
        fill(broadcast);
        checkSender(call, broadcast);
    }

    private static Answer delete(Call call) {
        checkStatus(call.item(), Set.of("draft", "scheduled"));
        return Rest.delete(call);
    }

    private static Answer send(Call call) {
        ObjectNode broadcast = call.item();
        checkStatus(broadcast, Set.of("draft"));
        ObjectNode started = broadcast.deepCopy().setAll(call.fields());
        start(call, started);
        broadcast.setAll(started);
        return Answer.ok(Rest.reference(broadcast).without("object"));
    }

    private static void start(Call call, ObjectNode broadcast) {
        if (broadcast.hasNonNull("scheduled_at")) {
            EmailRules.checkSchedule(broadcast.get("scheduled_at").textValue());
            broadcast.put("status", "scheduled");
        } else {
            broadcast.put("status", "sent").put("sent_at", Call.timestamp(call.now()));
        }
    }

    private static Answer cancel(Call call) {
        ObjectNode broadcast = call.item();
        checkStatus(broadcast, Set.of("scheduled"));
        broadcast.put("status", "draft").putNull("scheduled_at");
        return Answer.ok(Rest.reference(broadcast));
    }

    private static Answer duplicate(Call call) {
        ObjectNode copy = call.item().deepCopy().setAll(call.newItem());
        fill(copy.putNull("scheduled_at").putNull("sent_at"));
        call.store().add(KIND, Store.ACCOUNT, copy);
        return Answer.created(Rest.reference(copy));
    }

    private static void checkStatus(ObjectNode broadcast, Set<String> allowed) {
        String status = broadcast.get("status").textValue();
        if (!allowed.contains(status)) {
            throw ApiException.forbidden("A broadcast that is %s does not allow that.".formatted(status));
        }
    }
}
