package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Occurrence;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.email.EmailRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Webhooks and their events, which are delivered to endpoints on this machine and otherwise stay pending. */
public final class WebhookModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("webhooks", "webhook")
            .pagesOf(20)
            .listing("id", "endpoint", "events", "status", "created_at");

    static final ResourceType EVENTS = ResourceType.of("webhooks/events", "webhook_event")
            .under(TYPE)
            .pagesOf(20)
            .listing("id", "type", "created_at", "status");
    static final ResourceType ATTEMPTS = ResourceType.of("webhooks/events/attempts", "webhook_event_attempt")
            .under(EVENTS)
            .pagesOf(20);

    private static final Pattern EVENT = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

    private final WebhookDelivery delivery = new WebhookDelivery();

    @Override
    public List<Route> routes() {
        String one = "/webhooks/{webhook_id:uuid}";
        String event = one + "/events/{event_id}";
        Fields forward = Fields.of(Field.number("limit"), Field.text("after"));
        Handler create = CrudHandlers.create(
                WebhookModule::complete, webhook -> webhook.deepCopy().retain("object", "id", "signing_secret"));
        return List.of(
                Route.post("/webhooks", TYPE, create)
                        .body(
                                Field.text("endpoint").required(),
                                Field.texts("events").required()),
                Route.get("/webhooks", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get(one, TYPE, CrudHandlers::get),
                Route.patch(one, TYPE, CrudHandlers.update((request, webhook) -> check(webhook)))
                        .body(
                                Field.text("endpoint"),
                                Field.texts("events"),
                                Field.word("status", "enabled", "disabled")),
                Route.delete(one, TYPE, CrudHandlers::delete),
                Route.post(one + "/signing-secret/rotate", TYPE, WebhookModule::rotate),
                Route.get(one + "/events", EVENTS, CrudHandlers::list).query(forward),
                Route.get(event, EVENTS, CrudHandlers::get),
                Route.post(event + "/replay", EVENTS, this::replay),
                Route.get(event + "/attempts", ATTEMPTS, CrudHandlers::list).query(forward));
    }

    /** A secret as the API makes them: a prefix, and a key in base64. */
    private static String newSecret() {
        String random = UUID.randomUUID().toString().substring(0, 24);
        return "whsec_" + Base64.getEncoder().encodeToString(random.getBytes(StandardCharsets.US_ASCII));
    }

    private static void complete(ApiRequest request, ObjectNode webhook) {
        check(webhook);
        webhook.put("status", "enabled").put("signing_secret", newSecret());
    }

    private static void check(ObjectNode webhook) {
        String endpoint = webhook.get("endpoint").textValue();
        if (!endpoint.matches("https://\\S+")
                && !(endpoint.startsWith("http://") && WebhookDelivery.isLocal(endpoint))) {
            throw ApiException.invalid("The `endpoint` field is not an https URL.");
        }
        List<String> events = EmailRules.texts(webhook.get("events"));
        if (events.isEmpty() || !events.stream().allMatch(e -> EVENT.matcher(e).matches())) {
            throw ApiException.invalid("The `events` field takes one event type or more.");
        }
    }

    private static ApiResponse rotate(ApiRequest request) {
        ObjectNode webhook = request.item().put("signing_secret", newSecret());
        return ApiResponse.ok(webhook.deepCopy().retain("object", "id", "signing_secret"));
    }

    @Override
    public void occurred(Store store, Occurrence occurrence, Instant now) {
        if (!EventPayloads.TYPES.contains(occurrence.type())) {
            return;
        }
        for (ObjectNode webhook : store.newestFirst(TYPE)) {
            boolean wanted = webhook.get("status").textValue().equals("enabled")
                    && EmailRules.texts(webhook.get("events")).contains(occurrence.type());
            if (wanted) {
                deliver(store, webhook, EventPayloads.of(occurrence, now), now);
            }
        }
    }

    private void deliver(Store store, ObjectNode webhook, ObjectNode payload, Instant now) {
        ObjectNode event = Json.object()
                .put("object", EVENTS.object())
                .put("id", "msg_" + UUID.randomUUID().toString().replace("-", ""))
                .set("type", payload.get("type"));
        event.put("created_at", now.toString()).put("status", "pending").putNull("next_attempt_at");
        event.set("payload", payload);
        store.add(EVENTS, Json.id(webhook), event);
        if (WebhookDelivery.isLocal(webhook.get("endpoint").textValue())) {
            delivery.deliver(store, webhook, event, 0);
        }
    }

    /** Delivers to this machine; elsewhere a replay always succeeds. */
    private ApiResponse replay(ApiRequest request) {
        ObjectNode event = request.item();
        ObjectNode webhook = request.store().find(TYPE, request.owner()).orElseThrow();
        if (WebhookDelivery.isLocal(webhook.get("endpoint").textValue())) {
            delivery.deliver(request.store(), webhook, event, 0);
            return ApiResponse.ok(CrudHandlers.reference(event));
        }
        ObjectNode attempt = Json.object()
                .put("id", "atmpt_" + UUID.randomUUID())
                .put("http_status_code", 200)
                .put("response", "ok")
                .put("sent_at", request.now().toString());
        request.store().add(ATTEMPTS, Json.id(event), attempt);
        return ApiResponse.ok(CrudHandlers.reference(event.put("status", "success")));
    }
}
