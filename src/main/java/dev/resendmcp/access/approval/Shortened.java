package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A copy of JSON for a person to read: with long texts cut, saying how much is missing. */
final class Shortened {
    private static final int LONGEST = 100_000;
    private static final int LONGEST_OF_MANY = 1_000;
    private static final int LONGEST_TOTAL = 1_000_000;
    private static final int LONGEST_FILE = 200;

    private final int longest;

    private Shortened(int longest) {
        this.longest = longest;
    }

    /** The copy; of many long texts, less is kept of each. */
    static JsonNode of(JsonNode node) {
        JsonNode copy = new Shortened(LONGEST).cut("", node.deepCopy());
        return copy.toString().length() > LONGEST_TOTAL
                ? new Shortened(LONGEST_OF_MANY).cut("", node.deepCopy())
                : copy;
    }

    private JsonNode cut(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(cut(property.getKey(), property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, cut(name, array.get(i)));
            }
        }
        int most = name.equals("content") ? LONGEST_FILE : longest;
        return node.isTextual() && node.asText().length() > most ? new TextNode(cut(node.asText(), most)) : node;
    }

    private static String cut(String text, int most) {
        return text.substring(0, most) + "… (" + (text.length() - most) + " more characters)";
    }
}
