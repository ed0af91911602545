package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Subjects of mail. */
final class Topics implements ApiModule {
    static final Kind KIND = Kind.of("topics", "topic");

    @Override
    public List<Route> routes() {
        Action create = Rest.create(Topics::complete, Rest::reference);
        Action update = Rest.update((call, topic) -> checkLengths(topic));
        return List.of(
                Route.post("/topics", KIND, create)
                        .body(
                                Field.text("name").required(),
                                Field.word("default_subscription", "opt_in", "opt_out")
                                        .required(),
                                Field.text("description"),
                                Field.word("visibility", "public", "private")),
                Route.get("/topics", KIND, Rest::list).query(Fields.page()),
                Route.get("/topics/{id}", KIND, Rest::get),
                Route.patch("/topics/{id}", KIND, update)
                        .body(
                                Field.text("name"),
                                Field.text("description"),
                                Field.word("visibility", "public", "private")),
                Route.delete("/topics/{id}", KIND, Rest::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                KIND,
                Store.ACCOUNT,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "topic")
                        .put("id", ResendSimulator.TOPIC_ID)
                        .put("created_at", "2026-01-01 00:00:00.000000+00")
                        .put("name", "News")
                        .put("description", "What is new")
                        .put("default_subscription", "opt_in")
                        .put("visibility", "public"));
    }

    private static void complete(Call call, ObjectNode topic) {
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
