package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What was asked of the API. Two requests from before are there from the start; new ones are not added. */
final class Logs implements ApiModule {
    private static final Kind KIND = Kind.of("logs", "log")
            .pagesOf(20)
            .listing("id", "created_at", "endpoint", "method", "response_status", "user_agent");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/logs", KIND, Rest::list).query(Fields.page()),
                Route.get("/logs/{log_id}", KIND, Rest::get));
    }

    @Override
    public void seed(Store store) {
        ObjectNode listed = log(ResendSimulator.LOG_ID, "2026-01-02 10:00:00.000000+00", "/domains", "GET", 200);
        listed.putNull("request_body");
        listed.putObject("response_body").put("object", "list").putArray("data");
        store.add(KIND, Store.ACCOUNT, listed);
        ObjectNode refused =
                log(ResendSimulator.FAILED_LOG_ID, "2026-01-02 10:00:01.000000+00", "/emails", "POST", 422);
        refused.putObject("request_body").put("subject", "Hello");
        refused.putObject("response_body")
                .put("statusCode", 422)
                .put("name", "missing_required_field")
                .put("message", "Missing `to` field.");
        store.add(KIND, Store.ACCOUNT, refused);
    }

    private static ObjectNode log(String id, String createdAt, String endpoint, String method, int status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", "log")
                .put("id", id)
                .put("created_at", createdAt)
                .put("endpoint", endpoint)
                .put("method", method)
                .put("response_status", status)
                .put("user_agent", "curl/8.5.0");
    }
}
