package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What contacts chose about topics. */
final class ContactTopics implements ApiModule {
    static final Field FIELD = Field.list(
            "topics",
            Field.text("id").required(),
            Field.word("subscription", "opt_in", "opt_out").required());

    /** A choice: under its contact, with the id of the topic. */
    private static final Kind KIND = Kind.of("contact_topics", "contact_topics").under(Contacts.KIND);

    @Override
    public List<Route> routes() {
        String path = "/contacts/{contact_id}/topics";
        return List.of(
                Route.get(path, KIND, ContactTopics::list).query(Fields.page()),
                Route.patch(path, KIND, ContactTopics::update).listOf());
    }

    /** Throws an {@link ApiException} if a topic does not exist. */
    static void check(Store store, JsonNode topics) {
        for (JsonNode choice : topics) {
            if (store.find(Topics.KIND, Store.ACCOUNT, choice.get("id").textValue())
                    .isEmpty()) {
                throw ApiException.notFound("Topic");
            }
        }
    }

    static void choose(Store store, ObjectNode contact, JsonNode topics) {
        topics.forEach(choice -> store.add(KIND, contact.get("id").textValue(), choice.deepCopy()));
    }

    private static Answer list(Call call) {
        String contact = call.owner();
        return Rest.page(
                call,
                call.store().newestFirst(Topics.KIND, Store.ACCOUNT).stream()
                        .map(topic -> chosen(call.store(), contact, topic))
                        .toList());
    }

    private static ObjectNode chosen(Store store, String contact, ObjectNode topic) {
        JsonNode subscription = store.find(KIND, contact, topic.get("id").textValue())
                .map(choice -> choice.get("subscription"))
                .orElse(topic.get("default_subscription"));
        return topic.deepCopy().retain("id", "name", "description").set("subscription", subscription);
    }

    private static Answer update(Call call) {
        String owner = call.owner();
        ObjectNode contact =
                call.store().find(Contacts.KIND, Store.ACCOUNT, owner).orElseThrow();
        Fields.of(FIELD).check(JsonNodeFactory.instance.objectNode().set("topics", call.body()), "");
        check(call.store(), call.body());
        choose(call.store(), contact, call.body());
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "contact_topics")
                .put("contact_id", owner)
                .set("topics", call.body()));
    }
}
