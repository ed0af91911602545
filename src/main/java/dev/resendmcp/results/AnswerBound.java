package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Keeps an answer within what a client lets a model read: first long texts are cut, then rows are left out. */
final class AnswerBound {
    private static final double MOST_TOKENS = 20_000;
    /** With the marks of strangers' text. */
    private static final double MOST_MARKED_TOKENS = 22_000;

    private static final int[] LONGEST_TEXTS = {20_000, 4_000, 1_000, 300};

    private AnswerBound() {}

    /** The answer itself if it fits; otherwise a smaller one with a note. */
    static ObjectNode fit(ObjectNode answer) {
        if (TokenEstimate.of(answer) <= MOST_TOKENS) {
            return answer;
        }
        ObjectNode smaller = answer;
        for (int longest : LONGEST_TEXTS) {
            smaller = (ObjectNode) cut(answer, longest);
            if (TokenEstimate.of(smaller) <= MOST_TOKENS) {
                return note(smaller, "Long texts are cut");
            }
        }
        return note(shorten(smaller), "Long texts are cut and rows left out");
    }

    /** The answer, with rows left out at its end if it does not fit. Texts stay whole, so that no mark in them is lost. */
    static ObjectNode fewerRows(ObjectNode answer) {
        return TokenEstimate.of(answer) <= MOST_MARKED_TOKENS ? answer : note(shorten(answer), "Rows are left out");
    }

    private static ObjectNode note(ObjectNode answer, String what) {
        String before = answer.path(MailBodies.NOTE).asText("");
        String note = what + ", because the answer is too large to read. Choose fields or a smaller limit;"
                + " fields=* returns all of it.";
        return answer.put(MailBodies.NOTE, before.isEmpty() ? note : before + " " + note);
    }

    private static JsonNode cut(JsonNode node, int longest) {
        if (node.isTextual() && node.textValue().length() > longest) {
            String text = node.textValue();
            return JsonNodeFactory.instance.textNode(
                    text.substring(0, longest) + "… (" + (text.length() - longest) + " more characters)");
        }
        if (node.isArray()) {
            ArrayNode shorter = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(item -> shorter.add(cut(item, longest)));
            return shorter;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode shorter = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> shorter.set(field.getKey(), cut(field.getValue(), longest)));
        return shorter;
    }

    /** Takes rows from the end of the longest list until the answer fits. */
    private static ObjectNode shorten(ObjectNode answer) {
        ArrayNode longest = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
            if (field.getValue() instanceof ArrayNode list && list.size() > longest.size()) {
                longest = list;
            }
        }
        double left = TokenEstimate.of(answer);
        while (left > MOST_TOKENS && longest.size() > 1) {
            left -= TokenEstimate.of(longest.remove(longest.size() - 1));
        }
        if (answer.has("has_more")) {
            answer.put("has_more", true);
        }
        return answer;
    }
}
