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
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Topics of mail, and what contacts chose about them. */
public final class TopicModule implements ApiModule {
    /** The choices in the body of a contact. */
    static final Field CHOICES = Field.list(
            "topics",
            Field.text("id").required(),
            Field.word("subscription", "opt_in", "opt_out").required());

    private static final ResourceType TYPE = ResourceType.of("topics", "topic");

    /** A choice: under its contact, with the id of the topic. */
    private static final ResourceType CHOICE =
            ResourceType.of("contact_topics", "contact_topics").under(ContactModule.TYPE);

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
                Route.delete("/topics/{id}", TYPE, CrudHandlers::delete),
                Route.get("/contacts/{contact_id}/topics", CHOICE, TopicModule::choices)
                        .query(Fields.page()),
                Route.patch("/contacts/{contact_id}/topics", CHOICE, TopicModule::choose)
                        .listOf());
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

    /** Throws an {@link ApiException} if a topic of these choices does not exist. */
    static void check(Store store, JsonNode choices) {
        for (JsonNode choice : choices) {
            if (store.find(TYPE, Json.id(choice)).isEmpty()) {
                throw ApiException.notFound("Topic");
            }
        }
    }

    static void choose(Store store, String contact, JsonNode choices) {
        choices.forEach(choice -> store.add(CHOICE, contact, choice.deepCopy()));
    }

    /** Whether an address gets mail of a topic: as its contact chose, else by the topic's default. */
    public static boolean wants(Store store, String email, String topic) {
        return store.find(TYPE, topic)
                .map(found -> store.find(ContactModule.TYPE, email)
                        .map(contact -> chosen(store, Json.id(contact), found).get("subscription"))
                        .orElse(found.get("default_subscription")))
                .map(subscription -> subscription.textValue().equals("opt_in"))
                .orElse(true);
    }

    private static ApiResponse choices(ApiRequest request) {
        String contact = request.owner();
        return CrudHandlers.page(
                request,
                request.store().newestFirst(TYPE).stream()
                        .map(topic -> chosen(request.store(), contact, topic))
                        .toList());
    }

    private static ObjectNode chosen(Store store, String contact, ObjectNode topic) {
        JsonNode subscription = store.find(CHOICE, contact, Json.id(topic))
                .map(choice -> choice.get("subscription"))
                .orElse(topic.get("default_subscription"));
        return topic.deepCopy().retain("id", "name", "description").set("subscription", subscription);
    }

    private static ApiResponse choose(ApiRequest request) {
        String contact = request.owner();
        Fields.of(CHOICES).check(Json.object().set("topics", request.body()), "");
        check(request.store(), request.body());
        choose(request.store(), contact, request.body());
        ObjectNode data = Json.object();
        data.set(
                "email",
                request.store().find(ContactModule.TYPE, contact).orElseThrow().get("email"));
        data.set("topics", request.body());
        request.store().happened("contact.topics.updated", data);
        return ApiResponse.ok(Json.object()
                .put("object", CHOICE.object())
                .put("id", contact)
                .put("contact_id", contact)
                .set("topics", request.body()));
    }
}
