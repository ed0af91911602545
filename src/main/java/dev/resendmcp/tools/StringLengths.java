package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Maximum length of string arguments, in characters. The default of {@value #DEFAULT} is checked but not published, because that
 * would make the tool list a tenth longer.
 */
final class StringLengths {
    /** Longer than any id, cursor, name, subject or address at Resend. */
    static final int DEFAULT = 2_048;
    /** The largest file that Resend accepts. */
    private static final int CONTENT = 50 * 1024 * 1024;

    private static final String MAX_LENGTH = "maxLength";
    /** By name of the argument. */
    private static final Map<String, Integer> LONGER = Map.of(
            "html", CONTENT,
            "text", CONTENT,
            "content", CONTENT,
            "file", CONTENT,
            "headers", 8_192,
            "instructions", 16_384);

    private StringLengths() {}

    /** Publishes limits other than the default. */
    static void publish(ObjectNode schema) {
        walk(schema, "", (string, name) -> {
            if (!string.has(MAX_LENGTH) && LONGER.containsKey(name)) {
                string.put(MAX_LENGTH, LONGER.get(name));
            }
        });
    }

    /** A copy of a published schema with a limit for every string. */
    static ObjectNode complete(ObjectNode published) {
        ObjectNode whole = published.deepCopy();
        walk(whole, "", (string, name) -> {
            if (!string.has(MAX_LENGTH)) {
                string.put(MAX_LENGTH, DEFAULT);
            }
        });
        return whole;
    }

    private interface Visitor {
        void visit(ObjectNode string, String name);
    }

    /** Visits every string schema; items of a list and values of a map have the name of the list or map. */
    private static void walk(JsonNode schema, String name, Visitor visitor) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        if (isString(object)) {
            visitor.visit(object, name);
        }
        object.path("properties").properties().forEach(each -> walk(each.getValue(), each.getKey(), visitor));
        walk(object.path("items"), name, visitor);
        walk(object.path("additionalProperties"), name, visitor);
        for (String several : new String[] {"anyOf", "oneOf", "allOf"}) {
            object.path(several).forEach(each -> walk(each, name, visitor));
        }
    }

    private static boolean isString(ObjectNode schema) {
        JsonNode type = schema.path("type");
        boolean named = type.asText().equals("string");
        for (JsonNode one : type) {
            named |= one.asText().equals("string");
        }
        return named && !schema.has("enum") && !schema.has("const");
    }
}
