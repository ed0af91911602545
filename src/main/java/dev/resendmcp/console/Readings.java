package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads what the arguments of a call refer to, so that a person sees names and not only ids. */
final class Readings {
    private static final Caller CONSOLE = new Caller("console");
    private static final List<String> NAMES =
            List.of("name", "subject", "email", "address", "title", "endpoint", "filename", "key");

    private final Tools tools;
    private final Map<String, ToolDefinition> reads;
    private final Caller caller;

    Readings(Tools tools) {
        this.tools = tools;
        this.caller = CONSOLE;
        this.reads = tools.list().stream()
                .filter(tool -> tool.hints().readOnly())
                .collect(Collectors.toUnmodifiableMap(ToolDefinition::name, Function.identity()));
    }

    private Readings(Readings other, Caller caller) {
        this.tools = other.tools;
        this.reads = other.reads;
        this.caller = caller;
    }

    /** The same for what a caller's call refers to, since callers may have accounts of their own. */
    Readings of(String name) {
        return new Readings(this, new Caller(name));
    }

    /** The object that a call changes, sends or removes, as it is now. */
    Optional<JsonNode> current(String tool, ObjectNode arguments) {
        String thing = tool.substring(tool.indexOf('_') + 1);
        return read("get_" + thing, arguments)
                .or(() -> arguments.size() == 1
                        ? listed(thing, arguments.elements().next().asText())
                        : Optional.empty());
    }

    /** The name of what an argument such as {@code segment_id} refers to. */
    Optional<String> name(String argument, String value, ObjectNode arguments) {
        if (!argument.endsWith("_id")) {
            return Optional.empty();
        }
        String thing = argument.substring(0, argument.length() - "_id".length());
        ObjectNode given = arguments.deepCopy().put("id", value);
        return read("get_" + thing, given).or(() -> listed(thing, value)).flatMap(Readings::nameOf);
    }

    /** What people call an object. */
    static Optional<String> nameOf(JsonNode object) {
        return NAMES.stream()
                .map(name -> object.path(name).asText())
                .filter(text -> !text.isBlank() && !text.equals("null"))
                .findFirst();
    }

    /** The answer of a reading tool, called with those of the arguments that it requires. */
    Optional<JsonNode> read(String tool, ObjectNode arguments) {
        ToolDefinition definition = reads.get(tool);
        if (definition == null) {
            return Optional.empty();
        }
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        for (Object name : (List<?>) definition.inputSchema().getOrDefault("required", List.of())) {
            JsonNode value = arguments.get((String) name);
            if (value == null || !value.isTextual()) {
                return Optional.empty();
            }
            own.set((String) name, value);
        }
        return call(tool, own);
    }

    /** The rows of a list. */
    List<JsonNode> rows(String tool, ObjectNode arguments) {
        return call(tool, arguments)
                .map(answer -> StreamSupport.stream(answer.path("data").spliterator(), false)
                        .toList())
                .orElse(List.of());
    }

    private Optional<JsonNode> listed(String thing, String id) {
        String list = "list_" + thing + "s";
        return reads.containsKey(list)
                ? rows(list, JsonNodeFactory.instance.objectNode()).stream()
                        .filter(row -> row.path("id").asText().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    private Optional<JsonNode> call(String tool, ObjectNode arguments) {
        ToolResult result = tools.call(new ToolCall(caller, tool, arguments));
        return result.error().isPresent() ? Optional.empty() : Optional.of(result.content());
    }
}
