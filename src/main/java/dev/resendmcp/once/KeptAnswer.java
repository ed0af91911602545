package dev.resendmcp.once;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the journal keeps of an answer: the ids of what was made, and which parts of a batch were not. Resend may answer with more,
 * such as the addresses and the text of a draft, which no repeat needs.
 */
final class KeptAnswer {
    private static final String ID = "id";
    private static final String MADE = "data";
    private static final Set<String> LISTS = Set.of(MADE, "errors");
    private static final Pattern IDENTIFIER = Pattern.compile("[\\w.:-]{1,256}");

    private KeptAnswer() {}

    /** The part of an answer that is kept; empty when it names nothing that was made. */
    static Optional<ObjectNode> of(ObjectNode answer) {
        ObjectNode kept = ids(answer);
        LISTS.forEach(name -> {
            if (answer.path(name) instanceof ArrayNode list) {
                ArrayNode parts = kept.putArray(name);
                list.forEach(part -> parts.add(ids(part)));
            }
        });
        return Optional.of(kept).filter(part -> part.has(ID) || part.has(MADE));
    }

    private static ObjectNode ids(JsonNode object) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            if (isKept(field.getKey(), field.getValue())) {
                kept.set(field.getKey(), field.getValue());
            }
        });
        return kept;
    }

    private static boolean isKept(String name, JsonNode value) {
        return switch (name) {
            case "index" -> value.isInt();
            case ID, "object" -> isIdentifier(value);
            default -> name.endsWith("_id") && isIdentifier(value);
        };
    }

    private static boolean isIdentifier(JsonNode value) {
        return value.isTextual() && IDENTIFIER.matcher(value.textValue()).matches();
    }
}
