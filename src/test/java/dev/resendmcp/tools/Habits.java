package dev.resendmcp.tools;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The same arguments as clients and models write them by habit. */
final class Habits {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final Set<String> ADDRESSES =
            Set.of("from", "to", "cc", "bcc", "reply_to", "email", "emails", "email_address");

    private Habits() {}

    /**
     * All variants by what was done, one habit in one place each.
     *
     * @param schema published schema of the tool
     */
    static Map<String, ObjectNode> of(String tool, JsonNode arguments, JsonNode schema) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        for (Place place : places(arguments, schema)) {
            values(place).forEach((habit, value) -> {
                ObjectNode copy = arguments.deepCopy();
                place.set(copy, value);
                all.put(place + " " + habit, copy);
            });
            name(tool, place).ifPresent(other -> {
                ObjectNode copy = arguments.deepCopy();
                ObjectNode holder = (ObjectNode) copy.at(place.holder());
                holder.set(other, holder.remove(place.name()));
                all.put(place + " as " + other, copy);
            });
        }
        return all;
    }

    private static Map<String, JsonNode> values(Place place) {
        JsonNode value = place.value();
        String type = place.schema().path("type").asText();
        Map<String, JsonNode> variants = new LinkedHashMap<>();
        if (value.isIntegralNumber() && type.equals("integer")) {
            variants.put("as number text", TextNode.valueOf(value.asText()));
            variants.put("with a fraction", JsonNodeFactory.instance.numberNode(new BigDecimal(value.asText() + ".0")));
            variants.put(
                    "with an exponent", JsonNodeFactory.instance.numberNode(new BigDecimal(value.asText() + "e0")));
            variants.put("as text with a fraction", TextNode.valueOf(value.asText() + ".0"));
        } else if (value.isBoolean() && type.equals("boolean")) {
            variants.put("as boolean text", TextNode.valueOf(value.asText()));
            variants.put("as capitalized text", TextNode.valueOf(value.asBoolean() ? "True" : "False"));
        } else if (value.isContainerNode()) {
            variants.put("as JSON text", TextNode.valueOf(value.toString()));
            if (value.isArray()
                    && value.size() == 1
                    && type.equals("array")
                    && !value.get(0).isArray()) {
                variants.put("as one value", value.get(0));
            }
        } else if (value.isTextual()) {
            text(place, value.asText(), variants);
        }
        return variants;
    }

    private static void text(Place place, String text, Map<String, JsonNode> variants) {
        boolean id = place.name().equals("id") || place.name().endsWith("_id");
        if (id && UUID.matcher(text).matches()) {
            variants.put("as dashboard URL", TextNode.valueOf("https://resend.com/things/" + text));
        }
        if (ADDRESSES.contains(place.name())
                && !place.holder().contains("connections")
                && text.contains("@")
                && !text.contains("<")) {
            variants.put("with mailto", TextNode.valueOf("mailto:" + text));
        }
    }

    private static Optional<String> name(String tool, Place place) {
        String name = place.name();
        if (name.contains("_") && place.isNamed()) {
            String[] words = name.split("_", -1);
            StringBuilder camel = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
            }
            return Optional.of(camel.toString());
        }
        if (name.equals("id") && place.holder().isEmpty()) {
            String noun = tool.replaceFirst("_by_.*", "").replaceFirst("^[a-z]+_", "");
            return Optional.of((tool.startsWith("list_") ? noun.replaceFirst("_.*", "") : noun) + "_id");
        }
        return Optional.empty();
    }

    /** A value in the arguments: where it is, and the schema it has there. */
    record Place(String holder, String name, JsonNode value, JsonNode schema, boolean isNamed) {
        void set(ObjectNode arguments, JsonNode other) {
            JsonNode parent = arguments.at(holder);
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(name), other);
            } else {
                ((ObjectNode) parent).set(name, other);
            }
        }

        @Override
        public String toString() {
            return holder + "/" + name;
        }
    }

    private static List<Place> places(JsonNode arguments, JsonNode schema) {
        List<Place> places = new ArrayList<>();
        collect("", arguments, schema, places);
        return places;
    }

    private static void collect(String at, JsonNode value, JsonNode schema, List<Place> places) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode property = schema.path("properties").path(field.getKey());
                JsonNode map = schema.path("additionalProperties");
                // What a free-form object holds is passed on as it is.
                if (property.isObject() || map.isObject()) {
                    JsonNode type = property.isObject() ? property : map;
                    places.add(new Place(at, field.getKey(), field.getValue(), type, property.isObject()));
                    collect(at + "/" + field.getKey().replace("/", "~1"), field.getValue(), type, places);
                }
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode items = schema.path("items");
                if (value.get(i).isObject() && items.has("properties")) {
                    places.add(new Place(at, String.valueOf(i), value.get(i), items, false));
                }
                collect(at + "/" + i, value.get(i), items, places);
            }
        }
    }

    /** Optional arguments that are not given, without those that a null clears. */
    static Set<String> unset(JsonNode arguments, JsonNode schema, JsonNode wide) {
        Set<String> required = McpCalls.JSON.convertValue(schema.path("required"), new TypeReference<Set<String>>() {});
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !arguments.has(name) && (required == null || !required.contains(name)))
                .filter(name -> !wide.path("properties").path(name).toString().contains("\"null\""))
                .collect(Collectors.toSet());
    }
}
