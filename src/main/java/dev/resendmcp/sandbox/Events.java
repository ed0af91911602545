package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Definitions of events, and their occurrences, of which nothing follows here. */
final class Events implements ApiModule {
    private static final Kind KIND =
            Kind.of("events", "event").alsoNamedBy("name").pagesOf(20);
    private static final Set<String> TYPES = Set.of("string", "number", "boolean", "date");

    @Override
    public List<Route> routes() {
        Field schema = Field.object("schema").orNull();
        return List.of(
                Route.post("/events", KIND, Rest.create(Events::complete, Rest::reference))
                        .body(Field.text("name").required(), schema),
                Route.get("/events", KIND, Rest::list).query(Fields.page()),
                Route.post("/events/send", KIND, Events::send)
                        .body(
                                Field.text("event").required(),
                                Field.uuid("contact_id"),
                                Field.text("email"),
                                Field.object("payload")),
                Route.get("/events/{identifier}", KIND, Rest::get),
                Route.patch("/events/{identifier}", KIND, Events::update).body(schema),
                Route.delete("/events/{identifier}", KIND, Rest::delete));
    }

    private static void complete(Call call, ObjectNode event) {
        String name = event.get("name").textValue();
        if (name.startsWith("resend:")) {
            throw ApiException.invalid("The `name` field must not start with `resend:`.");
        }
        if (call.store().find(KIND, Store.ACCOUNT, name).isPresent()) {
            throw ApiException.invalid("The event %s exists already.".formatted(name));
        }
        event.putIfAbsent("schema", NullNode.instance);
        checkSchema(event.get("schema"));
        event.putNull("updated_at");
    }

    /** Replaces the schema as a whole. */
    private static Answer update(Call call) {
        ObjectNode event = call.item();
        if (!call.fields().has("schema")) {
            throw new ApiException(422, "missing_required_field", "Missing `schema` field.");
        }
        checkSchema(call.fields().get("schema"));
        event.set("schema", call.fields().get("schema").deepCopy());
        event.put("updated_at", Call.timestamp(call.now()));
        return Answer.ok(Rest.reference(event));
    }

    private static void checkSchema(JsonNode schema) {
        if (!schema.valueStream().allMatch(type -> TYPES.contains(type.asText()))) {
            throw ApiException.invalid("The `schema` field maps names to string, number, boolean or date.");
        }
    }

    private static Answer send(Call call) {
        ObjectNode given = call.fields();
        if (given.has("contact_id") == given.has("email")) {
            throw ApiException.invalid("Give either `contact_id` or `email`.");
        }
        String name = given.get("event").textValue();
        if (call.store().find(KIND, Store.ACCOUNT, name).isEmpty()) {
            throw ApiException.notFound("Event");
        }
        return new Answer(
                202,
                JsonNodeFactory.instance.objectNode().put("object", "event").put("event", name));
    }
}
