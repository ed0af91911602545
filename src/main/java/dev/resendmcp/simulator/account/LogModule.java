package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** The log of API requests: two seeded entries; new requests are not added. */
public final class LogModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("logs", "log")
            .pagesOf(20)
            .listing("id", "created_at", "endpoint", "method", "response_status", "user_agent");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/logs", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/logs/{log_id}", TYPE, CrudHandlers::get));
    }

    @Override
    public void seed(Store store) {
        ObjectNode listed = log(SeedData.LOG_ID, "2026-01-02 10:00:00.000000+00", "/domains", "GET", 200);
        listed.putNull("request_body");
        listed.putObject("response_body").put("object", "list").putArray("data");
        store.add(TYPE, listed);
        ObjectNode refused = log(SeedData.FAILED_LOG_ID, "2026-01-02 10:00:01.000000+00", "/emails", "POST", 422);
        refused.putObject("request_body").put("subject", "Hello");
        refused.putObject("response_body")
                .put("statusCode", 422)
                .put("name", "missing_required_field")
                .put("message", "Missing `to` field.");
        store.add(TYPE, refused);
    }

    private static ObjectNode log(String id, String createdAt, String endpoint, String method, int status) {
        return Json.object()
                .put("object", "log")
                .put("id", id)
                .put("created_at", createdAt)
                .put("endpoint", endpoint)
                .put("method", method)
                .put("response_status", status)
                .put("user_agent", "curl/8.5.0");
    }
}
