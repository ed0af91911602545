package dev.resendmcp.simulator.automation;

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
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Automations. They never run; the seeded one has a finished run. */
public final class AutomationModule implements ApiModule {
    static final ResourceType TYPE = ResourceType.of("automations", "automation")
            .pagesOf(20)
            .listing("id", "name", "status", "created_at", "updated_at");

    private static final int MOST_STEPS = 150;
    private static final String[] TYPES = {
        "trigger",
        "send_email",
        "delay",
        "wait_for_event",
        "condition",
        "contact_update",
        "contact_delete",
        "add_to_segment"
    };

    @Override
    public List<Route> routes() {
        Fields query = Fields.of(status(), Field.number("limit"), Field.text("after"), Field.text("before"));
        Handler update = CrudHandlers.update(AutomationModule::change);
        return List.of(
                Route.post(
                                "/automations",
                                TYPE,
                                CrudHandlers.create(AutomationModule::complete, CrudHandlers::reference))
                        .body(
                                Field.text("name").required(),
                                status(),
                                steps().required(),
                                connections().required()),
                Route.get("/automations", TYPE, request -> CrudHandlers.listWhere(request, "status"))
                        .query(query),
                Route.get("/automations/{automation_id:uuid}", TYPE, CrudHandlers::get),
                Route.patch("/automations/{automation_id:uuid}", TYPE, update)
                        .body(Field.text("name"), status(), steps(), connections()),
                Route.delete("/automations/{automation_id:uuid}", TYPE, CrudHandlers::delete),
                Route.post("/automations/{automation_id:uuid}/duplicate", TYPE, AutomationModule::duplicate),
                Route.post("/automations/{automation_id:uuid}/stop", TYPE, AutomationModule::stop));
    }

    private static Field status() {
        return Field.word("status", "enabled", "disabled");
    }

    private static Field steps() {
        return Field.list(
                "steps",
                Field.text("key").required(),
                Field.word("type", TYPES).required(),
                Field.object("config").required());
    }

    private static Field connections() {
        return Field.list(
                "connections",
                Field.text("from").required(),
                Field.text("to").required(),
                Field.word("type", "default", "condition_met", "condition_not_met", "timeout", "event_received"));
    }

    @Override
    public void seed(Store store) {
        ObjectNode welcome = Json.object()
                .put("object", "automation")
                .put("id", SeedData.AUTOMATION_ID)
                .put("created_at", "2026-01-03 12:00:00.000000+00")
                .put("name", "Welcome")
                .put("status", "enabled")
                .put("updated_at", "2026-01-03 12:00:00.000000+00");
        ArrayNode steps = welcome.putArray("steps");
        steps.addObject()
                .put("key", "start")
                .put("type", "trigger")
                .putObject("config")
                .put("event_name", "user.created");
        steps.addObject()
                .put("key", "pause")
                .put("type", "delay")
                .putObject("config")
                .put("duration", "30 minutes");
        welcome.putArray("connections")
                .addObject()
                .put("from", "start")
                .put("to", "pause")
                .put("type", "default");
        store.add(TYPE, welcome);
    }

    private static void complete(ApiRequest request, ObjectNode automation) {
        if (!automation.has("status")) {
            automation.put("status", "disabled");
        }
        automation.put("updated_at", ApiRequest.timestamp(request.now()));
        check(automation);
    }

    private static void change(ApiRequest request, ObjectNode automation) {
        ObjectNode given = request.fields();
        if (given.isEmpty() || given.has("steps") != given.has("connections")) {
            throw ApiException.invalid("Give `name`, `status`, or `steps` together with `connections`.");
        }
        automation.put("updated_at", ApiRequest.timestamp(request.now()));
        check(automation);
    }

    /** Throws an {@link ApiException} unless name and graph are whole, and gives connections their default type. */
    private static void check(ObjectNode automation) {
        JsonNode steps = automation.get("steps");
        if (automation.get("name").textValue().isEmpty() || steps.size() > MOST_STEPS) {
            throw ApiException.invalid("An automation has a `name` and at most 150 `steps`.");
        }
        if (steps.valueStream().noneMatch(step -> step.get("type").textValue().equals("trigger"))) {
            throw ApiException.invalid("The `steps` field needs a step of type `trigger`.");
        }
        Set<JsonNode> keys = steps.valueStream().map(step -> step.get("key")).collect(Collectors.toSet());
        if (keys.size() < steps.size()) {
            throw ApiException.invalid("The `key` fields of `steps` must differ.");
        }
        for (JsonNode connection : automation.get("connections")) {
            if (!keys.contains(connection.get("from")) || !keys.contains(connection.get("to"))) {
                throw ApiException.invalid("The `connections` field names a step that does not exist.");
            }
            if (!connection.has("type")) {
                ((ObjectNode) connection).put("type", "default");
            }
        }
    }

    private static ApiResponse duplicate(ApiRequest request) {
        ObjectNode original = request.item();
        ObjectNode copy = original.deepCopy().setAll(request.newItem());
        copy.put("name", original.get("name").textValue() + " (copy)").put("status", "disabled");
        request.store().add(TYPE, copy);
        return ApiResponse.created(CrudHandlers.reference(copy));
    }

    private static ApiResponse stop(ApiRequest request) {
        ObjectNode automation = request.item();
        automation.put("status", "disabled").put("updated_at", ApiRequest.timestamp(request.now()));
        return ApiResponse.ok(CrudHandlers.reference(automation).put("status", "disabled"));
    }
}
