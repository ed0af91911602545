package dev.resendmcp.tools.lenient;

import dev.resendmcp.tools.ToolDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The published form of a schema: one type a property, no choice between types. Some providers refuse the whole request over one
 * property with two types. What is left out is still accepted, which descriptions say where it matters.
 */
public final class NarrowSchema {
    private static final String TYPE = "type";
    private static final String ANY_OF = "anyOf";
    private static final String ITEMS = "items";
    private static final String DESCRIPTION = "description";
    private static final String VALUES = "additionalProperties";
    /** Which type stands for all, in this order. */
    private static final List<String> PREFERRED = List.of("array", "string", "boolean", "number", "integer", "object");

    private NarrowSchema() {}

    /** The tool as clients see it. */
    public static ToolDefinition publish(ToolDefinition tool) {
        return tool.withProperties(NarrowSchema::properties);
    }

    private static Map<String, Object> properties(Map<?, ?> given) {
        Map<String, Object> narrow = new LinkedHashMap<>();
        given.forEach((name, schema) -> narrow.put(String.valueOf(name), schema((Map<?, ?>) schema)));
        return narrow;
    }

    private static Map<String, Object> schema(Map<?, ?> wide) {
        Map<String, Object> narrow = new LinkedHashMap<>();
        if (!wide.containsKey(TYPE) && !wide.containsKey(ANY_OF)) {
            // A value of any type is given as text, and read as its neighbour "type" says.
            narrow.put(TYPE, "string");
        }
        wide.forEach((key, value) -> {
            String keyword = String.valueOf(key);
            if (keyword.equals(ANY_OF)) {
                ((Collection<?>) value)
                        .stream()
                                .map(choice -> (Map<?, ?>) choice)
                                .filter(choice -> !"null".equals(choice.get(TYPE)))
                                .findFirst()
                                .ifPresent(choice -> narrow.putAll(schema(choice)));
            } else {
                narrow.put(keyword, keyword(keyword, value));
            }
        });
        note(wide, narrow);
        return fitting(narrow);
    }

    /** Says which other types are meant, where the description does not. */
    private static void note(Map<?, ?> wide, Map<String, Object> narrow) {
        String description = String.valueOf(wide.get(DESCRIPTION) == null ? "" : wide.get(DESCRIPTION));
        StringBuilder more = new StringBuilder(description);
        if (wide.get(TYPE) instanceof Collection<?> several) {
            if (several.contains("number")) {
                more.append(several.contains("boolean") ? " Or a number or boolean." : " Or a number.");
            }
            if (several.contains("null") && !description.contains("null")) {
                more.append(" null: none.");
            }
        }
        if (more.length() > description.length()) {
            narrow.put(DESCRIPTION, more.toString().strip());
        }
    }

    private static Object keyword(String keyword, Object value) {
        if (keyword.equals("properties")) {
            return properties((Map<?, ?>) value);
        }
        if (keyword.equals(TYPE)) {
            return type(value);
        }
        boolean schema = (keyword.equals(ITEMS) || keyword.equals(VALUES)) && value instanceof Map;
        return schema ? schema((Map<?, ?>) value) : value;
    }

    private static Object type(Object wide) {
        if (wide instanceof Collection<?> several) {
            return PREFERRED.stream().filter(several::contains).findFirst().orElse("string");
        }
        return wide;
    }

    /** Without keywords of the types that were left out. */
    private static Map<String, Object> fitting(Map<String, Object> schema) {
        if (!"object".equals(schema.get(TYPE))) {
            schema.keySet().removeAll(List.of("properties", VALUES, "required"));
        }
        if (!"array".equals(schema.get(TYPE))) {
            schema.keySet().removeAll(List.of(ITEMS, "minItems", "maxItems"));
        }
        if (!"string".equals(schema.get(TYPE))) {
            schema.keySet().removeAll(List.of("minLength", "maxLength"));
        }
        return schema;
    }
}
