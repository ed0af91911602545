package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Reads the value of an argument by its schema. Values that fit none of its types stay as they are, for the check to refuse. */
final class ArgumentReader {
    private static final String UNREADABLE_LIST =
            "looks like JSON text but is not a JSON list that can be read; give a list, not text";

    private final Reading reading;

    ArgumentReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * Reads one value, which is not null.
     *
     * @param name name of the argument, or of the list or map that the value is in
     * @param path where it is, for sentences
     */
    JsonNode read(JsonNode value, ValueSchema schema, String name, String path) {
        if (schema.anything() || value.isNull()) {
            return value;
        }
        if (value.isTextual()) {
            return text((TextNode) value, schema, name, path);
        }
        if (value.isArray()) {
            return schema.takes("array") ? list((ArrayNode) value, schema, name, path) : value;
        }
        if (value.isObject() && schema.takes("object")) {
            return new ObjectReader(this, reading).read((ObjectNode) value, schema, "", path);
        }
        if (schema.takes("array") && !schema.takes("object")) {
            return single(value, schema, name, path);
        }
        return value.isNumber() ? ScalarReader.ofNumber(value, name, schema, reading) : value;
    }

    private JsonNode text(TextNode value, ValueSchema schema, String name, String path) {
        String text = value.textValue();
        if (schema.takes("array")) {
            return listOfText(value, schema, name, path);
        }
        if (schema.takes("object") && JsonText.begins(text, '{')) {
            Optional<ObjectNode> object =
                    reading.json().parse(text).filter(JsonNode::isObject).map(ObjectNode.class::cast);
            // Where text is due as well, only a reference to a field is meant as an object.
            Optional<ObjectNode> meant = object.filter(found -> !schema.takes("string") || isReference(found));
            if (meant.isPresent()) {
                reading.coerced(Coercion.JSON_TEXT);
                return new ObjectReader(this, reading).read(meant.get(), schema, "", path);
            }
        }
        if (schema.takes("string")) {
            return TextReader.read(value, schema, name, path, reading);
        }
        return ScalarReader.ofText(text, schema, reading).orElse(value);
    }

    private static boolean isReference(ObjectNode object) {
        return object.size() == 1 && object.path("var").isTextual();
    }

    private JsonNode listOfText(TextNode value, ValueSchema schema, String name, String path) {
        String text = value.textValue();
        if (JsonText.begins(text, '[')) {
            Optional<JsonNode> list = reading.json().parse(text).filter(JsonNode::isArray);
            if (list.isPresent()) {
                reading.coerced(Coercion.JSON_TEXT);
                return list((ArrayNode) list.get(), schema, name, path);
            }
            if (JsonText.looksLikeJson(text)) {
                reading.refuse(path, UNREADABLE_LIST);
                return value;
            }
        }
        return single(value, schema, name, path);
    }

    private JsonNode single(JsonNode value, ValueSchema schema, String name, String path) {
        JsonNode item = read(value, schema.items(), name, path);
        if (!fits(item, schema.items())) {
            return value;
        }
        // One value is a valid form of its own, and sends that are remembered keep the form that they had.
        if (item.isTextual() && schema.takes("string")) {
            return item;
        }
        reading.coerced(Coercion.SINGLE_VALUE);
        return JsonNodeFactory.instance.arrayNode().add(item);
    }

    private static boolean fits(JsonNode value, ValueSchema schema) {
        return schema.anything()
                || (value.isTextual() && schema.takes("string"))
                || (value.isObject() && schema.takes("object"))
                || (value.isNumber() && (schema.takes("number") || schema.takes("integer")))
                || (value.isBoolean() && schema.takes("boolean"));
    }

    private JsonNode list(ArrayNode list, ValueSchema schema, String name, String path) {
        ArrayNode read = JsonNodeFactory.instance.arrayNode(list.size());
        for (int i = 0; i < list.size(); i++) {
            read.add(read(list.get(i), schema.items(), name, path + "[" + i + "]"));
        }
        return read;
    }
}
