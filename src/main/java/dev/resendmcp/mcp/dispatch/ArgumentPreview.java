package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Arguments as a person is shown them: all of them, with long texts cut, which says how much is missing. */
final class ArgumentPreview {
    private static final int LONGEST = 300;

    private ArgumentPreview() {}

    static ObjectNode of(ObjectNode arguments) {
        return (ObjectNode) cut(arguments.deepCopy());
    }

    private static JsonNode cut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(cut(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, cut(array.get(i)));
            }
        }
        boolean longText = node.isTextual() && node.asText().length() > LONGEST;
        return longText ? new TextNode(cut(node.asText())) : node;
    }

    private static String cut(String text) {
        return text.substring(0, LONGEST) + "… (" + (text.length() - LONGEST) + " more characters)";
    }
}
