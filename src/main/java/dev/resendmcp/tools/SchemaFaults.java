package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a schema finds wrong with arguments, in sentences that name the argument and the rule. */
final class SchemaFaults {
    private final ObjectNode schema;
    /** Sentences by path. */
    private final Map<String, String> sentences = new TreeMap<>();
    /** Arguments without which the others can be checked. */
    private final List<String> arguments = new ArrayList<>();

    SchemaFaults(ObjectNode schema, List<Error> errors) {
        this.schema = schema;
        errors.forEach(this::add);
    }

    private void add(Error error) {
        String location = error.getInstanceLocation().toString().replaceAll("^\\$\\.?|^/", "");
        String where = location.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
        String property = error.getProperty();
        if (property == null || !List.of("required", "additionalProperties").contains(error.getKeyword())) {
            put(where, location, error.getMessage() + nearest(error));
            return;
        }
        String path = where.isEmpty() ? property : where + "." + property;
        String below = location.isEmpty() ? property : location;
        put(
                path,
                below,
                error.getKeyword().equals("required")
                        ? "is required"
                        : UnknownArgument.sentence(property, names(location)));
    }

    /** The choice that was probably meant; the value itself is not repeated. */
    private static String nearest(Error error) {
        if (!"enum".equals(error.getKeyword()) || !error.getInstanceNode().isTextual()) {
            return "";
        }
        List<String> choices = new ArrayList<>();
        error.getSchemaNode().forEach(choice -> choices.add(choice.asText()));
        return UnknownArgument.nearest(error.getInstanceNode().textValue(), choices)
                .map(choice -> " (did you mean " + choice + "?)")
                .orElse("");
    }

    private void put(String path, String location, String sentence) {
        sentences.putIfAbsent(path, sentence);
        arguments.add(location.replaceFirst("/.*", ""));
    }

    /** Names that the schema has where an unknown one is. */
    private List<String> names(String location) {
        JsonNode at = schema;
        for (String step : location.isEmpty() ? new String[0] : location.split("/", -1)) {
            JsonNode property = at.path("properties").path(step);
            JsonNode other = at.has("items") ? at.path("items") : at.path("additionalProperties");
            at = property.isMissingNode() ? other : property;
        }
        List<String> names = new ArrayList<>();
        at.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** A copy without the arguments that are wrong, to find out what else is. */
    ObjectNode without(ObjectNode given) {
        return ToolCall.copyOf(given).remove(arguments);
    }

    /** All sentences. */
    List<String> sentences() {
        return sentences.entrySet().stream()
                .map(each -> each.getKey().isEmpty() ? each.getValue() : each.getKey() + ": " + each.getValue())
                .toList();
    }

    /** Whether a sentence about the other arguments says something new and true: it names none of the wrong ones. */
    boolean isOther(String sentence) {
        Set<String> words = new HashSet<>(List.of(sentence.split("\\W+", -1)));
        return arguments.stream().noneMatch(words::contains);
    }
}
