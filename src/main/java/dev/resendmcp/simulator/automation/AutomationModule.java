package dev.resendmcp.simulator.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Occurrence;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Automations and their runs, which sent events start. */
public final class AutomationModule implements ApiModule {
    /** Automations. */
    public static final ResourceType TYPE = ResourceType.of("automations", "automation")
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

    private final AutomationRuns runs = new AutomationRuns();

    @Override
    public void occurred(Store store, Occurrence occurrence, Instant now) {
        if (occurrence.type().equals(EventModule.SENT)) {
            runs.eventSent(store, occurrence, now);
        }
    }

    @Override
    public List<Route> routes() {
        String one = "/automations/{automation_id:uuid}";
        Field runStatus = Field.texts("status", "running", "completed", "failed", "cancelled");
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
                        .query(Fields.page(status())),
                Route.get(one, TYPE, CrudHandlers::get),
                Route.patch(one, TYPE, update).body(Field.text("name"), status(), steps(), connections()),
                Route.delete(one, TYPE, CrudHandlers::delete),
                Route.post(one + "/duplicate", TYPE, AutomationModule::duplicate),
                Route.post(one + "/stop", TYPE, AutomationModule::stop),
                Route.get(one + "/runs", AutomationRuns.TYPE, request -> CrudHandlers.listWhere(request, "status"))
                        .query(Fields.page(runStatus)),
                Route.get(one + "/runs/{run_id:uuid}", AutomationRuns.TYPE, CrudHandlers::get));
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
        for (JsonNode step : steps) {
            for (String field : List.of("duration", "timeout")) {
                if (step.get("config").hasNonNull(field)) {
                    Durations.of(step.get("config").get(field).asText());
                }
            }
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
        return ApiResponse.created(CrudHandlers.duplicate(
                request,
                copy -> copy.put("name", copy.get("name").textValue() + " (copy)")
                        .put("status", "disabled")));
    }

    private static ApiResponse stop(ApiRequest request) {
        ObjectNode automation = request.item();
        automation.put("status", "disabled").put("updated_at", ApiRequest.timestamp(request.now()));
        return ApiResponse.ok(CrudHandlers.reference(automation).put("status", "disabled"));
    }
}
