package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads an object by its schema: the names of its properties, then their values. */
final class ObjectReader {
    private static final String AMBIGUOUS_EMPTY =
            "empty text could mean to clear it or to keep it: give null to clear it, or leave it out";

    private final ArgumentReader values;
    private final Reading reading;

    ObjectReader(ArgumentReader values, Reading reading) {
        this.values = values;
        this.reading = reading;
    }

    /**
     * Reads all properties. Those that the schema does not know stay, for the check to refuse.
     *
     * @param tool name of the tool if these are its arguments, otherwise empty
     * @param path where the object is, for sentences; empty for the arguments themselves
     */
    ObjectNode read(ObjectNode given, ValueSchema schema, String tool, String path) {
        if (!schema.closed() && schema.values().anything()) {
            return given;
        }
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        named(given, schema, tool, path).forEach((name, value) -> {
            boolean known = schema.has(name);
            if (known || !schema.closed()) {
                ValueSchema type = known ? schema.property(name) : schema.values();
                property(name, value, type, known && schema.required().contains(name), join(path, name))
                        .ifPresent(result -> read.set(name, byDeclaredType(name, result, read, given, type)));
            } else if (!value.isNull()) {
                read.set(name, value);
            }
        });
        return read;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Optional<JsonNode> property(String name, JsonNode value, ValueSchema type, boolean required, String path) {
        if (value.isNull() && !type.nullable() && !type.anything()) {
            reading.coerced(Coercion.NULL);
            return Optional.empty();
        }
        boolean empty = value.isTextual() && value.textValue().isBlank();
        if (empty && !required && !type.anything() && isMeaningless(name, type)) {
            if (type.nullable()) {
                reading.refuse(path, AMBIGUOUS_EMPTY);
                return Optional.of(value);
            }
            if (value.textValue().isEmpty()) {
                reading.coerced(Coercion.EMPTY_TEXT);
                return Optional.empty();
            }
        }
        return Optional.of(values.read(value, type, name, path));
    }

    private static boolean isMeaningless(String name, ValueSchema type) {
        return type.refusesEmptyText() || type.takes("array") || Meaning.hasNoEmptyText(name);
    }

    /** The value of {@code fallback_value} has the type that its neighbour {@code type} names. */
    private JsonNode byDeclaredType(String name, JsonNode value, ObjectNode read, ObjectNode given, ValueSchema type) {
        boolean open = name.equals("fallback_value") && value.isTextual() && (type.anything() || type.takes("number"));
        String declared = given.path("type").asText(read.path("type").asText());
        if (!open || declared.isEmpty() || declared.equals("string")) {
            return value;
        }
        String wanted = declared.equals("list") ? "array" : declared;
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", wanted);
        if (wanted.equals("object") || wanted.equals("array")) {
            return reading.json()
                    .parse(value.textValue())
                    .filter(found -> wanted.equals("object") ? found.isObject() : found.isArray())
                    .map(found -> counted(found, Coercion.JSON_TEXT))
                    .orElse(value);
        }
        return ScalarReader.ofText(value.textValue(), ValueSchema.of(schema), reading)
                .orElse(value);
    }

    private JsonNode counted(JsonNode value, Coercion kind) {
        reading.coerced(kind);
        return value;
    }

    /** The values by the names that the schema has, as far as it is clear which is meant. */
    private Map<String, JsonNode> named(ObjectNode given, ValueSchema schema, String tool, String path) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        StreamSupport.stream(((Iterable<String>) given::fieldNames).spliterator(), false)
                .filter(schema::has)
                .forEach(taken::add);
        given.properties().forEach(entry -> {
            String name = entry.getKey();
            Optional<String> meant = schema.has(name) || !schema.closed()
                    ? Optional.empty()
                    : ArgumentNames.meant(name, tool, schema, taken);
            if (meant.isEmpty()) {
                if (!entry.getValue().isNull() || !named.containsKey(name)) {
                    named.put(name, entry.getValue());
                }
                return;
            }
            JsonNode other = given.has(meant.get()) ? given.get(meant.get()) : named.get(meant.get());
            boolean both = other != null && !other.isNull() && !entry.getValue().isNull();
            if (both && !other.equals(entry.getValue())) {
                reading.refuse(
                        join(path, name),
                        "is the same argument as " + meant.get() + ", with another value; give one of them");
            }
            reading.coerced(Coercion.NAME);
            if (other == null || other.isNull()) {
                named.put(meant.get(), entry.getValue());
            }
        });
        return named;
    }
}
