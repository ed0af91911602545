package dev.resendmcp.simulator.broadcast;

import com.fasterxml.jackson.databind.node.NullNode;
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
import dev.resendmcp.simulator.email.EmailRules;
import dev.resendmcp.simulator.email.SendingTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Broadcasts, their recipients and clicked links. Only that of a new account was opened or clicked. */
public final class BroadcastModule implements ApiModule {
    /** Broadcasts. */
    public static final ResourceType TYPE = ResourceType.of("broadcasts", "broadcast")
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

    static final ResourceType RECIPIENTS = ResourceType.of("broadcasts/recipients", "broadcast_recipient")
            .under(TYPE)
            .pagesOf(20)
            .listing("id", "contact_id", "email", "count", "bounce_type", "clicked_links");
    private static final ResourceType LINKS = ResourceType.of("broadcasts/clicked_links", "broadcast_clicked_link")
            .under(TYPE)
            .pagesOf(20);
    private static final String[] RECIPIENT_TYPES = {
        "sent", "delivered", "opened", "clicked", "bounced", "complained", "unsubscribed", "suppressed"
    };

    @Override
    public List<Route> routes() {
        Field[] settings = fields(
                Field.text("from").required(),
                Field.text("subject").required(),
                Field.flag("send"),
                Field.text("scheduled_at"));
        return List.of(
                Route.post("/broadcasts", TYPE, CrudHandlers.create(BroadcastModule::complete, CrudHandlers::reference))
                        .body(settings),
                Route.get("/broadcasts", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/broadcasts/{id}", TYPE, CrudHandlers::get),
                Route.patch("/broadcasts/{id}", TYPE, CrudHandlers.update(BroadcastModule::changed))
                        .body(fields(Field.text("from"), Field.text("subject"))),
                Route.delete("/broadcasts/{id}", TYPE, BroadcastModule::delete),
                Route.post("/broadcasts/{id}/send", TYPE, BroadcastModule::send).body(Field.text("scheduled_at")),
                Route.post("/broadcasts/{id:uuid}/cancel", TYPE, BroadcastModule::cancel),
                Route.post("/broadcasts/{id}/duplicate", TYPE, BroadcastModule::duplicate),
                Route.get("/broadcasts/{id:uuid}/recipients", RECIPIENTS, BroadcastModule::recipients)
                        .query(Fields.page(
                                Field.word("type", RECIPIENT_TYPES).required(),
                                Field.text("email"),
                                Field.word("bounce_type", "permanent", "transient", "undetermined"))),
                Route.get("/broadcasts/{id:uuid}/clicked-links", LINKS, CrudHandlers::list)
                        .query(Fields.page()));
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

    private static void complete(ApiRequest request, ObjectNode broadcast) {
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
        checkSender(request, broadcast);
        if (send) {
            start(request, broadcast);
        }
    }

    /** Sets defaults, and keeps segment_id and its old name audience_id equal. */
    private static void fill(ObjectNode broadcast) {
        broadcast.put("status", "draft");
        if (broadcast.hasNonNull("audience_id")) {
            broadcast.set("segment_id", broadcast.get("audience_id"));
        }
        broadcast.set("audience_id", broadcast.get("segment_id"));
        for (String open : List.of("name", "preview_text", "html", "text", "topic_id", "scheduled_at", "sent_at")) {
            broadcast.putIfAbsent(open, NullNode.instance);
        }
        List<String> replyTo = EmailRules.texts(broadcast.path("reply_to"));
        replyTo.forEach(broadcast.putArray("reply_to")::add);
    }

    private static void checkSender(ApiRequest request, ObjectNode broadcast) {
        EmailRules.checkSender(broadcast.get("from").textValue(), request.store());
    }

    private static void changed(ApiRequest request, ObjectNode broadcast) {
        checkStatus(broadcast, Set.of("draft"));
        if (request.fields().has("segment_id")) {
            broadcast.without("audience_id");
        }
        fill(broadcast);
        checkSender(request, broadcast);
    }

    private static ApiResponse delete(ApiRequest request) {
        checkStatus(request.item(), Set.of("draft", "scheduled"));
        return CrudHandlers.delete(request);
    }

    private static ApiResponse send(ApiRequest request) {
        ObjectNode broadcast = request.item();
        checkStatus(broadcast, Set.of("draft"));
        ObjectNode started = broadcast.deepCopy().setAll(request.fields());
        start(request, started);
        broadcast.setAll(started);
        return ApiResponse.ok(CrudHandlers.reference(broadcast).without("object"));
    }

    private static void start(ApiRequest request, ObjectNode broadcast) {
        if (!broadcast.hasNonNull("scheduled_at")) {
            BroadcastMails.send(request.store(), broadcast, request.now());
            return;
        }
        Instant at = SendingTime.of(broadcast.get("scheduled_at").textValue(), request.now());
        String time = at.toString();
        String id = Json.id(broadcast);
        broadcast.put("status", "scheduled").put("scheduled_at", time);
        Store store = request.store();
        store.later(
                at,
                now -> store.find(TYPE, id)
                        .filter(found -> found.get("status").textValue().equals("scheduled")
                                && found.get("scheduled_at").textValue().equals(time))
                        .ifPresent(found -> BroadcastMails.send(store, found, now)));
    }

    private static ApiResponse cancel(ApiRequest request) {
        ObjectNode broadcast = request.item();
        checkStatus(broadcast, Set.of("scheduled"));
        broadcast.put("status", "draft").putNull("scheduled_at");
        return ApiResponse.ok(CrudHandlers.reference(broadcast));
    }

    private static ApiResponse duplicate(ApiRequest request) {
        return ApiResponse.created(CrudHandlers.duplicate(
                request, copy -> fill(copy.putNull("scheduled_at").putNull("sent_at"))));
    }

    private static void checkStatus(ObjectNode broadcast, Set<String> allowed) {
        String status = broadcast.get("status").textValue();
        if (!allowed.contains(status)) {
            throw ApiException.forbidden("A broadcast that is %s does not allow that.".formatted(status));
        }
    }

    private static ApiResponse recipients(ApiRequest request) {
        ObjectNode query = request.query();
        if (query.has("bounce_type") && !query.get("type").textValue().equals("bounced")) {
            throw ApiException.invalid("The `bounce_type` parameter needs `type` to be bounced.");
        }
        return CrudHandlers.listWhere(request, "type", "email", "bounce_type");
    }
}
