package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rules that model providers and clients have for the schemas of tools, as far as their documents and errors say. */
final class ProviderRules {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems");
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");
    private static final int DEEPEST = 10;
    private static final int MOST_PROPERTIES = 5_000;
    private static final int MOST_CHOICES = 1_000;
    private static final int LONGEST_NAMES = 120_000;

    private ProviderRules() {}

    /** A schema inside the schema of a tool. */
    record Part(String path, int depth, JsonNode schema) {}

    /** All schemas of a tool, with its own first. */
    static List<Part> parts(JsonNode tool) {
        List<Part> parts = new ArrayList<>();
        collect(tool.path("name").asText(), 1, tool.path("inputSchema"), parts);
        return parts;
    }

    private static void collect(String path, int depth, JsonNode schema, List<Part> parts) {
        parts.add(new Part(path, depth, schema));
        schema.path("properties")
                .properties()
                .forEach(each -> collect(path + "." + each.getKey(), depth + 1, each.getValue(), parts));
        if (schema.has("items")) {
            collect(path + "[]", depth + 1, schema.path("items"), parts);
        }
        if (schema.path("additionalProperties").isObject()) {
            collect(path + "{}", depth + 1, schema.path("additionalProperties"), parts);
        }
    }

    /** What all of them refuse: names, descriptions, the form of the whole. */
    static List<String> ofTool(JsonNode tool) {
        List<String> faults = new ArrayList<>();
        String name = tool.path("name").asText();
        require(
                name.matches("[a-zA-Z_][a-zA-Z0-9_-]{0,63}"),
                name,
                "name: OpenAI, Anthropic and Gemini take 64 of these characters",
                faults);
        require(
                tool.path("description").asText().length() <= 1_024,
                name,
                "description: OpenAI takes 1,024 characters",
                faults);
        JsonNode schema = tool.path("inputSchema");
        require(schema.path("type").asText().equals("object"), name, "arguments: all need an object", faults);
        for (String forbidden : List.of("oneOf", "anyOf", "allOf", "enum", "not", "$ref")) {
            require(!schema.has(forbidden), name, forbidden + " at the top: OpenAI and Anthropic refuse it", faults);
        }
        return faults;
    }

    /** What any of them refuses in a part of a schema. */
    static List<String> ofPart(Part part) {
        JsonNode schema = part.schema();
        List<String> faults = new ArrayList<>();
        require(
                schema.path("type").isTextual(),
                part.path(),
                "one type: Gemini refuses lists of types and none",
                faults);
        require(TYPES.contains(schema.path("type").asText()), part.path(), "a type that Gemini knows", faults);
        schema.fieldNames()
                .forEachRemaining(keyword -> require(
                        KEYWORDS.contains(keyword),
                        part.path(),
                        keyword + ": not a keyword of Gemini's schemas",
                        faults));
        boolean array = schema.path("type").asText().equals("array");
        require(
                array == schema.path("items").isObject(),
                part.path(),
                "items: VS Code, OpenAI and Gemini need them",
                faults);
        schema.path("enum")
                .forEach(value -> require(
                        value.isTextual()
                                && !value.asText().isEmpty()
                                && schema.path("type").asText().equals("string"),
                        part.path(),
                        "enum: Gemini takes text that is not empty",
                        faults));
        names(part, faults);
        require(part.depth() <= DEEPEST, part.path(), "depth: OpenAI takes 10 levels in strict mode", faults);
        return faults;
    }

    private static void names(Part part, List<String> faults) {
        JsonNode schema = part.schema();
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(name -> require(
                        name.matches("[a-zA-Z0-9_.-]{1,64}"),
                        part.path(),
                        "name of a property: Anthropic takes 64 of these",
                        faults));
        schema.path("required")
                .forEach(name -> require(
                        schema.path("properties").has(name.asText()),
                        part.path(),
                        "required: Gemini wants a property",
                        faults));
    }

    /** Sizes that OpenAI bounds in strict mode. */
    static List<String> ofStrictSize(JsonNode tool) {
        List<Part> parts = parts(tool);
        long properties = parts.stream()
                .mapToLong(part -> part.schema().path("properties").size())
                .sum();
        long choices = parts.stream()
                .mapToLong(part -> part.schema().path("enum").size())
                .sum();
        long names = parts.stream()
                .flatMap(part -> part.schema().path("properties").properties().stream())
                .mapToLong(each -> each.getKey().length())
                .sum();
        List<String> faults = new ArrayList<>();
        String name = tool.path("name").asText();
        require(properties <= MOST_PROPERTIES, name, "number of properties", faults);
        require(choices <= MOST_CHOICES, name, "number of choices", faults);
        require(names <= LONGEST_NAMES, name, "length of names", faults);
        return faults;
    }

    /** Parts that OpenAI's strict mode cannot express: objects whose properties are not all named. */
    static Set<String> open(JsonNode tool) {
        Set<String> open = new TreeSet<>();
        for (Part part : parts(tool)) {
            boolean object = part.schema().path("type").asText().equals("object");
            JsonNode others = part.schema().path("additionalProperties");
            if (object && !(others.isBoolean() && !others.asBoolean())) {
                open.add(part.path());
            }
        }
        return open;
    }

    private static void require(boolean holds, String path, String rule, List<String> faults) {
        if (!holds) {
            faults.add(path + ": " + rule);
        }
    }
}
