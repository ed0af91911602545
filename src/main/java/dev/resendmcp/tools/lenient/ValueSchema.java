package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a schema accepts, ready for reading values.
 *
 * @param types all JSON types, those of alternatives included; empty if any value is accepted
 * @param node the schema with the keywords, for a choice between null and something else the latter
 */
record ValueSchema(Set<String> types, JsonNode node, Map<String, ValueSchema> children) {
    private static final String ITEMS = "items";
    private static final String VALUES = "additionalProperties";

    static ValueSchema of(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode main = schema;
        collect(schema.path("type"), types);
        for (JsonNode alternative : schema.path("anyOf")) {
            collect(alternative.path("type"), types);
            if (!alternative.path("type").asText().equals("null")) {
                main = alternative;
            }
        }
        return new ValueSchema(Set.copyOf(types), main, new ConcurrentHashMap<>());
    }

    private static void collect(JsonNode type, Set<String> types) {
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
    }

    boolean takes(String type) {
        return types.contains(type);
    }

    boolean nullable() {
        return types.contains("null");
    }

    boolean anything() {
        return types.isEmpty();
    }

    boolean has(String property) {
        return node.path("properties").has(property);
    }

    Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        node.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Whether other properties than the named ones are refused. */
    boolean closed() {
        return node.path(VALUES).isBoolean() && !node.path(VALUES).asBoolean();
    }

    ValueSchema property(String name) {
        return child(name, node.path("properties").path(name));
    }

    ValueSchema items() {
        return child(" " + ITEMS, node.path(ITEMS));
    }

    /** Schema of the values of a map; accepts anything if there is none. */
    ValueSchema values() {
        return child(" " + VALUES, node.path(VALUES));
    }

    /** Whether empty text is no valid value, whatever the argument is called. */
    boolean refusesEmptyText() {
        return !takes("string") || node.path("minLength").asInt() > 0 || node.has("enum");
    }

    private ValueSchema child(String key, JsonNode schema) {
        return children.computeIfAbsent(key, any -> of(schema.isObject() ? schema : MissingNode.getInstance()));
    }
}
