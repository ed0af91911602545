package dev.resendmcp.simulator.automation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Runs of automations: the seeded one, and no more start. */
public final class AutomationRunModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("automation_runs", "automation_run")
            .under(AutomationModule.TYPE)
            .pagesOf(20)
            .listing("id", "status", "started_at", "completed_at", "created_at");

    @Override
    public List<Route> routes() {
        Fields query = Fields.of(
                Field.texts("status", "running", "completed", "failed", "cancelled"),
                Field.number("limit"),
                Field.text("after"),
                Field.text("before"));
        String path = "/automations/{automation_id:uuid}/runs";
        return List.of(
                Route.get(path, TYPE, request -> CrudHandlers.listWhere(request, "status"))
                        .query(query),
                Route.get(path + "/{run_id:uuid}", TYPE, CrudHandlers::get));
    }

    @Override
    public void seed(Store store) {
        ObjectNode run = timed(Json.object()
                .put("object", "automation_run")
                .put("id", SeedData.AUTOMATION_RUN_ID)
                .put("status", "completed"));
        ArrayNode steps = run.putArray("steps");
        steps.add(step("start", "trigger"));
        steps.add(step("pause", "delay"));
        store.add(TYPE, SeedData.AUTOMATION_ID, run);
    }

    private static ObjectNode step(String key, String type) {
        return timed(Json.object()
                .put("key", key)
                .put("type", type)
                .put("status", "completed")
                .putNull("output")
                .putNull("error"));
    }

    private static ObjectNode timed(ObjectNode item) {
        return item.put("started_at", "2026-01-03 12:30:00.000000+00")
                .put("completed_at", "2026-01-03 13:00:00.000000+00")
                .put("created_at", "2026-01-03 12:30:00.000000+00");
    }
}
