package dev.resendmcp.mcp.methods;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An input schema as published: without bounds that its descriptions name or that go without saying, because each costs tokens in
 * the context of every client. The service checks them all the same.
 */
final class TerseSchema {
    private static final String PROPERTIES = "properties";
    /** Bounds that are checked but not published. */
    private static final List<String> CHECKED_ONLY = List.of("minLength", "maxLength", "minItems");
    /** The schema of a workflow is long; the tool that creates one has it. */
    private static final String LONG_AGAIN = "As for create_automation.";

    private TerseSchema() {}

    /** The published form; the given schema is not changed. */
    static Map<String, Object> of(Map<String, Object> schema) {
        Map<String, Object> terse = new LinkedHashMap<>();
        schema.forEach((name, value) -> terse.put(name, value(name, value)));
        CHECKED_ONLY.forEach(terse::remove);
        if (LONG_AGAIN.equals(terse.get("description"))) {
            terse.put("items", Map.of("type", "object"));
        }
        return terse;
    }

    private static Object value(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (name.equals(PROPERTIES)) {
            Map<String, Object> properties = new LinkedHashMap<>();
            map.forEach((property, schema) -> properties.put((String) property, property(property, schema)));
            return properties;
        }
        return of(asSchema(map));
    }

    private static Map<String, Object> property(Object name, Object schema) {
        Map<String, Object> terse = of(asSchema((Map<?, ?>) schema));
        if (name.equals("limit")) {
            // Its description has them.
            terse.keySet().removeAll(List.of("minimum", "maximum"));
        }
        return terse;
    }

    private static Map<String, Object> asSchema(Map<?, ?> map) {
        Map<String, Object> schema = new LinkedHashMap<>();
        map.forEach((key, value) -> schema.put((String) key, value));
        return schema;
    }
}
