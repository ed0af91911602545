package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** What contacts chose about topics. */
public final class ContactTopicModule implements ApiModule {
    static final Field FIELD = Field.list(
            "topics",
            Field.text("id").required(),
            Field.word("subscription", "opt_in", "opt_out").required());

    /** A choice: under its contact, with the id of the topic. */
    private static final ResourceType TYPE =
            ResourceType.of("contact_topics", "contact_topics").under(ContactModule.TYPE);

    @Override
    public List<Route> routes() {
        String path = "/contacts/{contact_id}/topics";
        return List.of(
                Route.get(path, TYPE, ContactTopicModule::list).query(Fields.page()),
                Route.patch(path, TYPE, ContactTopicModule::update).listOf());
    }

    /** Throws an {@link ApiException} if a topic does not exist. */
    static void check(Store store, JsonNode topics) {
        for (JsonNode choice : topics) {
            if (store.find(TopicModule.TYPE, Json.id(choice)).isEmpty()) {
                throw ApiException.notFound("Topic");
            }
        }
    }

    static void choose(Store store, ObjectNode contact, JsonNode topics) {
        topics.forEach(choice -> store.add(TYPE, Json.id(contact), choice.deepCopy()));
    }

    private static ApiResponse list(ApiRequest request) {
        String contact = request.owner();
        return CrudHandlers.page(
                request,
                request.store().newestFirst(TopicModule.TYPE).stream()
                        .map(topic -> chosen(request.store(), contact, topic))
                        .toList());
    }

    private static ObjectNode chosen(Store store, String contact, ObjectNode topic) {
        JsonNode subscription = store.find(TYPE, contact, Json.id(topic))
                .map(choice -> choice.get("subscription"))
                .orElse(topic.get("default_subscription"));
        return topic.deepCopy().retain("id", "name", "description").set("subscription", subscription);
    }

    private static ApiResponse update(ApiRequest request) {
        String owner = request.owner();
        ObjectNode contact = request.store().find(ContactModule.TYPE, owner).orElseThrow();
        Fields.of(FIELD).check(Json.object().set("topics", request.body()), "");
        check(request.store(), request.body());
        choose(request.store(), contact, request.body());
        return ApiResponse.ok(Json.object()
                .put("object", "contact_topics")
                .put("contact_id", owner)
                .set("topics", request.body()));
    }
}
