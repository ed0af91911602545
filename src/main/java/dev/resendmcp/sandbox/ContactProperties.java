package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The fields that contacts may have. */
final class ContactProperties implements ApiModule {
    private static final Kind KIND = Kind.of("contact_properties", "contact_property");

    /** The same, found by key. */
    private static final Kind BY_KEY = KIND.alsoNamedBy("key");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,50}");

    @Override
    public List<Route> routes() {
        Action create = Rest.create(ContactProperties::complete, Rest::reference);
        Field fallback = Field.any("fallback_value");
        return List.of(
                Route.post("/contact-properties", KIND, create)
                        .body(
                                Field.text("key").required(),
                                Field.word("type", "string", "number").required(),
                                fallback),
                Route.get("/contact-properties", KIND, Rest::list).query(Fields.page()),
                Route.get("/contact-properties/{id}", KIND, Rest::get),
                Route.patch("/contact-properties/{id}", KIND, Rest.update((call, item) -> checkFallback(item)))
                        .body(fallback),
                Route.delete("/contact-properties/{id}", KIND, Rest::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                KIND,
                Store.ACCOUNT,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "contact_property")
                        .put("id", ResendSimulator.CONTACT_PROPERTY_ID)
                        .put("created_at", "2026-01-01 00:00:00.000000+00")
                        .put("key", ResendSimulator.CONTACT_PROPERTY_KEY)
                        .put("type", "string")
                        .put("fallback_value", "Acme"));
    }

    /** Throws an {@link ApiException} if one of the values belongs to no property or is not of its type. */
    static void check(Store store, JsonNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            ObjectNode property = store.find(BY_KEY, Store.ACCOUNT, value.getKey())
                    .orElseThrow(
                            () -> ApiException.invalid("The property `%s` does not exist.".formatted(value.getKey())));
            if (!suits(property, value.getValue())) {
                throw ApiException.invalid("The property `%s` must be a %s."
                        .formatted(value.getKey(), property.get("type").textValue()));
            }
        }
    }

    private static void complete(Call call, ObjectNode property) {
        String key = property.get("key").textValue();
        if (!KEY.matcher(key).matches()) {
            throw ApiException.invalid("The `key` field has up to 50 letters, digits and underscores.");
        }
        if (call.store().find(BY_KEY, Store.ACCOUNT, key).isPresent()) {
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
