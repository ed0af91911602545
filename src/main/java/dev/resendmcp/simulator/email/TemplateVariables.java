package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The variables of templates: how they are declared, and their values in an email. */
final class TemplateVariables {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,50}");
    private static final Set<String> RESERVED =
            Set.of("FIRST_NAME", "LAST_NAME", "EMAIL", "UNSUBSCRIBE_URL", "contact", "this");
    private static final int MOST_VARIABLES = 50;

    private TemplateVariables() {}

    /** The values as text: given ones, else fallbacks; throws an {@link ApiException} if one has neither. */
    static Map<String, String> values(ObjectNode template, JsonNode given) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> value : given.properties()) {
            values.put(value.getKey(), value.getValue().asText());
        }
        for (JsonNode variable : template.path("variables")) {
            String key = variable.get("key").textValue();
            if (!given.hasNonNull(key)) {
                if (!variable.hasNonNull("fallback_value")) {
                    throw ApiException.invalid(
                            "The template variable `%s` is required: it has no fallback value.".formatted(key));
                }
                values.put(key, variable.get("fallback_value").asText());
            }
        }
        return values;
    }

    /** Checks the declared variables of a template, and completes them. */
    static void describe(ApiRequest request, ObjectNode template) {
        ArrayNode variables = (ArrayNode) template.get("variables");
        if (variables.size() > MOST_VARIABLES) {
            throw ApiException.invalid("A template has at most 50 `variables`.");
        }
        for (JsonNode each : variables) {
            ObjectNode variable = (ObjectNode) each;
            checkVariable(variable);
            variable.putIfAbsent(
                    "id", JsonNodeFactory.instance.textNode(UUID.randomUUID().toString()));
            variable.putIfAbsent("fallback_value", NullNode.instance);
            variable.putIfAbsent("created_at", JsonNodeFactory.instance.textNode(ApiRequest.timestamp(request.now())));
            variable.put("updated_at", ApiRequest.timestamp(request.now()));
        }
    }

    private static void checkVariable(ObjectNode variable) {
        String key = variable.get("key").textValue();
        if (!KEY.matcher(key).matches() || RESERVED.contains(key)) {
            throw ApiException.invalid("The `key` of a variable is reserved or not made of letters, digits and _.");
        }
        JsonNode fallback = variable.path("fallback_value");
        boolean suits = fallback.isMissingNode()
                || fallback.isNull()
                || switch (variable.get("type").textValue()) {
                    case "string" -> fallback.isTextual();
                    case "number" -> fallback.isNumber();
                    case "boolean" -> fallback.isBoolean();
                    case "object" -> fallback.isObject();
                    default -> fallback.isArray();
                };
        if (!suits) {
            throw ApiException.invalid("The `fallback_value` of %s is not of its type.".formatted(key));
        }
    }
}
