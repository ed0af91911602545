package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.UUID;

/** Webhook events: a delivered and a failed one from the start. A replay always succeeds. */
public final class WebhookEventModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("webhooks/events", "webhook_event")
            .under(WebhookModule.TYPE)
            .pagesOf(20)
            .listing("id", "type", "created_at", "status");
    private static final ResourceType ATTEMPTS = ResourceType.of("webhooks/events/attempts", "webhook_event_attempt")
            .under(TYPE)
            .pagesOf(20);

    @Override
    public List<Route> routes() {
        String events = "/webhooks/{webhook_id:uuid}/events";
        String one = events + "/{event_id}";
        Fields forward = Fields.of(Field.number("limit"), Field.text("after"));
        return List.of(
                Route.get(events, TYPE, CrudHandlers::list).query(forward),
                Route.get(one, TYPE, CrudHandlers::get),
                Route.post(one + "/replay", TYPE, WebhookEventModule::replay),
                Route.get(one + "/attempts", ATTEMPTS, CrudHandlers::list).query(forward));
    }

    @Override
    public void seed(Store store) {
        ObjectNode webhook = Json.object()
                .put("object", WebhookModule.TYPE.object())
                .put("id", SeedData.WEBHOOK_ID)
                .put("created_at", "2026-01-03 12:00:00.000000+00")
                .put("status", "enabled")
                .put("endpoint", "https://hooks.receiver.test/resend");
        webhook.putArray("events").add("email.delivered").add("email.bounced");
        webhook.put("signing_secret", WebhookModule.newSecret());
        store.add(WebhookModule.TYPE, webhook);
        add(store, SeedData.WEBHOOK_EVENT_ID, "email.delivered", "success");
        attempt(store, SeedData.WEBHOOK_EVENT_ID, "atmpt_sandbox1", 200, "2026-01-04T12:00:01Z");
        add(store, SeedData.FAILED_WEBHOOK_EVENT_ID, "email.bounced", "failed");
        attempt(store, SeedData.FAILED_WEBHOOK_EVENT_ID, "atmpt_sandbox2", 500, "2026-01-04T12:00:01Z");
        attempt(store, SeedData.FAILED_WEBHOOK_EVENT_ID, "atmpt_sandbox3", 500, "2026-01-04T12:00:06Z");
    }

    private static void add(Store store, String id, String type, String status) {
        String createdAt = "2026-01-04T12:00:00Z";
        ObjectNode event = Json.object()
                .put("object", TYPE.object())
                .put("id", id)
                .put("type", type)
                .put("created_at", createdAt)
                .put("status", status)
                .putNull("next_attempt_at");
        event.putObject("payload")
                .put("type", type)
                .put("created_at", createdAt)
                .putObject("data")
                .put("email_id", "5a4d0b0e-0000-4000-8000-000000000c02")
                .put("subject", "Hello");
        store.add(TYPE, SeedData.WEBHOOK_ID, event);
    }

    private static void attempt(Store store, String event, String id, int status, String sentAt) {
        store.add(
                ATTEMPTS,
                event,
                Json.object()
                        .put("id", id)
                        .put("http_status_code", status)
                        .put("response", status == 200 ? "ok" : "out of order")
                        .put("sent_at", sentAt));
    }

    private static ApiResponse replay(ApiRequest request) {
        ObjectNode event = request.item().put("status", "success");
        String id = Json.id(event);
        attempt(
                request.store(),
                id,
                "atmpt_" + UUID.randomUUID(),
                200,
                request.now().toString());
        return ApiResponse.ok(CrudHandlers.reference(event));
    }
}
