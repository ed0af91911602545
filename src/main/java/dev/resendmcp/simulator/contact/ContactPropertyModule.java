package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
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
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Custom fields of contacts. */
public final class ContactPropertyModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("contact_properties", "contact_property");

    /** The same, found by key. */
    private static final ResourceType BY_KEY = TYPE.alsoNamedBy("key");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,50}");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(ContactPropertyModule::complete, CrudHandlers::reference);
        Field fallback = Field.any("fallback_value");
        return List.of(
                Route.post("/contact-properties", TYPE, create)
                        .body(
                                Field.text("key").required(),
                                Field.word("type", "string", "number").required(),
                                fallback),
                Route.get("/contact-properties", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/contact-properties/{id}", TYPE, CrudHandlers::get),
                Route.patch(
                                "/contact-properties/{id}",
                                TYPE,
                                CrudHandlers.update((request, item) -> checkFallback(item)))
                        .body(fallback),
                Route.delete("/contact-properties/{id}", TYPE, CrudHandlers::delete));
    }

    /** The properties of a contact as {@code {plan: {type, value}}}, without those that were cleared. */
    static ObjectNode typed(Store store, JsonNode values) {
        ObjectNode typed = Json.object();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            Optional<ObjectNode> property = store.find(BY_KEY, value.getKey());
            if (!value.getValue().isNull()) {
                String type =
                        property.map(found -> found.get("type").textValue()).orElse("string");
                typed.putObject(value.getKey()).put("type", type).set("value", value.getValue());
            }
        }
        return typed;
    }

    /**
     * Throws an {@link ApiException} if one of the values belongs to no property or is not of its type. Replaces
     * {@code {type, value}} by the value.
     */
    static void check(Store store, JsonNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getValue().has("value")) {
                value.setValue(value.getValue().get("value"));
            }
        }
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            ObjectNode property = store.find(BY_KEY, value.getKey())
                    .orElseThrow(
                            () -> ApiException.invalid("The property `%s` does not exist.".formatted(value.getKey())));
            if (!suits(property, value.getValue())) {
                throw ApiException.invalid("The property `%s` must be a %s."
                        .formatted(value.getKey(), property.get("type").textValue()));
            }
        }
    }

    private static void complete(ApiRequest request, ObjectNode property) {
        String key = property.get("key").textValue();
        if (!KEY.matcher(key).matches()) {
            throw ApiException.invalid("The `key` field has up to 50 letters, digits and underscores.");
        }
        if (request.store().find(BY_KEY, key).isPresent()) {
            throw ApiException.invalid("The property `%s` exists already.".formatted(key));
        }
        property.putIfAbsent("fallback_value", NullNode.instance);
        checkFallback(property);
    }

    private static void checkFallback(ObjectNode property) {
        if (!suits(property, property.get("fallback_value"))) {
            throw ApiException.invalid("The `fallback_value` field must be of the property's type.");
        }
    }

    private static boolean suits(ObjectNode property, JsonNode value) {
        boolean text = property.get("type").textValue().equals("string");
        return value.isNull() || (text ? value.isTextual() : value.isNumber());
    }
}
