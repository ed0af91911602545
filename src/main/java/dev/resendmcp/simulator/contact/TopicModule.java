package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
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

/** Topics of mail. */
public final class TopicModule implements ApiModule {
    static final ResourceType TYPE = ResourceType.of("topics", "topic");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(TopicModule::complete, CrudHandlers::reference);
        Handler update = CrudHandlers.update((request, topic) -> checkLengths(topic));
        return List.of(
                Route.post("/topics", TYPE, create)
                        .body(
                                Field.text("name").required(),
                                Field.word("default_subscription", "opt_in", "opt_out")
                                        .required(),
                                Field.text("description"),
                                Field.word("visibility", "public", "private")),
                Route.get("/topics", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/topics/{id}", TYPE, CrudHandlers::get),
                Route.patch("/topics/{id}", TYPE, update)
                        .body(
                                Field.text("name"),
                                Field.text("description"),
                                Field.word("visibility", "public", "private")),
                Route.delete("/topics/{id}", TYPE, CrudHandlers::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                TYPE,
                Json.object()
                        .put("object", "topic")
                        .put("id", SeedData.TOPIC_ID)
                        .put("created_at", "2026-01-01 00:00:00.000000+00")
                        .put("name", "News")
                        .put("description", "What is new")
                        .put("default_subscription", "opt_in")
                        .put("visibility", "public"));
    }

    private static void complete(ApiRequest request, ObjectNode topic) {
        checkLengths(topic);
        if (!topic.has("description")) {
            topic.putNull("description");
        }
        if (!topic.has("visibility")) {
            topic.put("visibility", "private");
        }
    }

    private static void checkLengths(ObjectNode topic) {
        if (topic.get("name").textValue().length() > 50
                || topic.path("description").asText().length() > 200) {
            throw ApiException.invalid("A topic has a name of up to 50 and a description of up to 200 characters.");
        }
    }
}
