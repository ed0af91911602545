package dev.resendmcp.simulator.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.contact.ContactModule;
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
import java.util.List;
import java.util.Set;

/** Event definitions, and events that start and continue automations. */
public final class EventModule implements ApiModule {
    /** Type of the occurrence of an event that was sent. */
    static final String SENT = "event.sent";

    private static final ResourceType TYPE =
            ResourceType.of("events", "event").alsoNamedBy("name").pagesOf(20);
    private static final Set<String> TYPES = Set.of("string", "number", "boolean", "date");

    @Override
    public List<Route> routes() {
        Field schema = Field.object("schema").orNull();
        return List.of(
                Route.post("/events", TYPE, CrudHandlers.create(EventModule::complete, CrudHandlers::reference))
                        .body(Field.text("name").required(), schema),
                Route.get("/events", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.post("/events/send", TYPE, EventModule::send)
                        .body(
                                Field.text("event").required(),
                                Field.uuid("contact_id"),
                                Field.text("email"),
                                Field.object("payload")),
                Route.get("/events/{identifier}", TYPE, CrudHandlers::get),
                Route.patch("/events/{identifier}", TYPE, EventModule::update).body(schema),
                Route.delete("/events/{identifier}", TYPE, CrudHandlers::delete));
    }

    private static void complete(ApiRequest request, ObjectNode event) {
        String name = event.get("name").textValue();
        if (name.startsWith("resend:")) {
            throw ApiException.invalid("The `name` field must not start with `resend:`.");
        }
        if (request.store().find(TYPE, name).isPresent()) {
            throw ApiException.invalid("The event %s exists already.".formatted(name));
        }
        event.putIfAbsent("schema", NullNode.instance);
        checkSchema(event.get("schema"));
        event.putNull("updated_at");
    }

    /** Replaces the schema as a whole. */
    private static ApiResponse update(ApiRequest request) {
        ObjectNode event = request.item();
        if (!request.fields().has("schema")) {
            throw new ApiException(422, "missing_required_field", "Missing `schema` field.");
        }
        checkSchema(request.fields().get("schema"));
        event.set("schema", request.fields().get("schema").deepCopy());
        event.put("updated_at", ApiRequest.timestamp(request.now()));
        return ApiResponse.ok(CrudHandlers.reference(event));
    }

    private static void checkSchema(JsonNode schema) {
        if (!schema.valueStream().allMatch(type -> TYPES.contains(type.asText()))) {
            throw ApiException.invalid("The `schema` field maps names to string, number, boolean or date.");
        }
    }

    private static ApiResponse send(ApiRequest request) {
        ObjectNode given = request.fields();
        if (given.has("contact_id") == given.has("email")) {
            throw ApiException.invalid("Give either `contact_id` or `email`.");
        }
        String name = given.get("event").textValue();
        if (request.store().find(TYPE, name).isEmpty()) {
            throw ApiException.notFound("Event");
        }
        ObjectNode sent = Json.object().put("event", name).put("email", email(request));
        sent.set("payload", given.path("payload").isObject() ? given.get("payload") : Json.object());
        request.store().happened(SENT, sent);
        return new ApiResponse(202, Json.object().put("object", "event").put("event", name));
    }

    private static String email(ApiRequest request) {
        if (request.fields().has("email")) {
            return request.fields().get("email").textValue();
        }
        return request.store()
                .find(ContactModule.TYPE, request.fields().get("contact_id").textValue())
                .map(contact -> contact.get("email").textValue())
                .orElseThrow(() -> ApiException.notFound("Contact"));
    }
}
