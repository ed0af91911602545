package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.InvalidArgumentsException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The fields that a caller wants of an answer, or of each row of a list.
 *
 * @param names such as {@code subject} or, inside an object or its list, {@code records.status}
 */
record FieldSelection(Set<String> names) {
    private static final int MOST = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}(?:\\.[A-Za-z0-9_-]{1,60}){0,5}");
    private static final String ROWS = "data";
    private static final Set<String> BODIES = Set.of("text", "html", "markdown", "headers");
    private static final int FARTHEST = 4;

    /** @throws InvalidArgumentsException if there is no name, or one that no field can have */
    static FieldSelection of(JsonNode given) {
        Stream<String> parts = given.isArray()
                ? StreamSupport.stream(given.spliterator(), false)
                        .map(name -> name.isTextual() ? name.textValue() : "?")
                : Stream.of(given.isTextual() ? given.textValue().split(",", -1) : new String[] {"?"});
        Set<String> names = new LinkedHashSet<>();
        parts.map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith(ROWS + ".") ? name.substring(ROWS.length() + 1) : name)
                .forEach(names::add);
        if (names.isEmpty() || names.size() > MOST || !names.stream().allMatch(NAME.asMatchPredicate())) {
            throw new InvalidArgumentsException(ResultForm.FIELDS + ": must be 1 to " + MOST
                    + " names of fields separated by commas, such as id,subject or records.status; * for all");
        }
        return new FieldSelection(names);
    }

    /** Whether a field is chosen by name. */
    boolean has(String name) {
        return names.contains(name);
    }

    /** Whether the body of a mail is chosen, or its headers, which are shortened like it. */
    boolean hasBody() {
        return names.stream().map(name -> name.replaceFirst("\\..*", "")).anyMatch(BODIES::contains);
    }

    /** @throws InvalidArgumentsException if a name is not among the known ones */
    void requireKnown(Set<String> known) {
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw unknown(name, known);
        });
    }

    /**
     * The answer with the chosen fields only. What a list says about itself stays.
     *
     * @param known names of fields that an answer may have
     * @throws InvalidArgumentsException if a name is neither known nor in the answer
     */
    ObjectNode select(ObjectNode answer, Collection<String> known) {
        boolean list = answer.get(ROWS) instanceof ArrayNode;
        Set<String> present = new TreeSet<>(known);
        collect(list ? answer.get(ROWS) : answer, "", present);
        requireKnown(present);
        if (!list) {
            return (ObjectNode) selected(answer, "");
        }
        ObjectNode kept = answer.objectNode().setAll(answer);
        kept.set(ROWS, selected(answer.get(ROWS), ""));
        return kept;
    }

    private JsonNode selected(JsonNode node, String path) {
        if (node.isArray()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(item -> kept.add(selected(item, path)));
            return kept;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            String name = path + field.getKey();
            if (names.contains(name) || (name.equals(MailBodies.NOTE) && hasBody())) {
                kept.set(field.getKey(), field.getValue());
            } else if (names.stream().anyMatch(chosen -> chosen.startsWith(name + "."))) {
                kept.set(field.getKey(), selected(field.getValue(), name + "."));
            }
        });
        return kept;
    }

    private static void collect(JsonNode node, String path, Set<String> present) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, path, present));
        }
        node.properties().forEach(field -> {
            present.add(path + field.getKey());
            collect(field.getValue(), path + field.getKey() + ".", present);
        });
    }

    private static InvalidArgumentsException unknown(String name, Set<String> present) {
        LevenshteinDistance distance = new LevenshteinDistance(FARTHEST);
        Optional<String> nearest = present.stream()
                .filter(other -> distance.apply(name, other) >= 0)
                .min(Comparator.comparing(other -> distance.apply(name, other)));
        List<String> top =
                present.stream().filter(other -> other.indexOf('.') < 0).toList();
        return new InvalidArgumentsException(ResultForm.FIELDS + ": there is no field " + name
                + nearest.map(other -> "; did you mean " + other + "?").orElse("")
                + (nearest.isEmpty() ? "; there are " + String.join(", ", top) : ""));
    }
}
