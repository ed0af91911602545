package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Runs of automations. There is one from the start, and no more begin. */
final class AutomationRuns implements ApiModule {
    private static final Kind KIND = Kind.of("automation_runs", "automation_run")
            .under(Automations.KIND)
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
                Route.get(path, KIND, call -> Rest.listWhere(call, "status")).query(query),
                Route.get(path + "/{run_id:uuid}", KIND, Rest::get));
    }

    @Override
    public void seed(Store store) {
        ObjectNode run = timed(JsonNodeFactory.instance
                .objectNode()
                .put("object", "automation_run")
                .put("id", ResendSimulator.AUTOMATION_RUN_ID)
                .put("status", "completed"));
        ArrayNode steps = run.putArray("steps");
        steps.add(step("start", "trigger"));
        steps.add(step("pause", "delay"));
        store.add(KIND, ResendSimulator.AUTOMATION_ID, run);
    }

    private static ObjectNode step(String key, String type) {
        return timed(JsonNodeFactory.instance
                .objectNode()
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
