package dev.resendmcp.once;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of an answer that the journal keeps: the ids of what was created, the time of a scheduled send, and which items of a batch failed. The rest, such
 * as the addresses and the text of a draft, is not needed to answer a repeat.
 */
final class KeptAnswer {
    private static final String ID = "id";
    private static final String CREATED = "data";
    private static final Set<String> LISTS = Set.of(CREATED, "errors");
    private static final Pattern IDENTIFIER = Pattern.compile("[\\w.:-]{1,256}");

    private KeptAnswer() {}

    /** The part to keep; empty if the answer has no id. */
    static Optional<ObjectNode> of(ObjectNode answer) {
        ObjectNode kept = ids(answer);
        LISTS.forEach(name -> {
            if (answer.path(name) instanceof ArrayNode list) {
                ArrayNode parts = kept.putArray(name);
                list.forEach(part -> parts.add(ids(part)));
            }
        });
        return Optional.of(kept).filter(part -> part.has(ID) || part.has(CREATED));
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
            case "scheduled_at_resolved" -> value.isTextual() || value.isArray();
            case ID, "object" -> isIdentifier(value);
            default -> name.endsWith("_id") && isIdentifier(value);
        };
    }

    private static boolean isIdentifier(JsonNode value) {
        return value.isTextual() && IDENTIFIER.matcher(value.textValue()).matches();
    }
}
