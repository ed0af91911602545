package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of an object, or the parameters of a query. */
public record Fields(List<Field> all) {

    public static Fields of(Field... fields) {
        return new Fields(List.of(fields));
    }

    /** The parameters of lists, and more. */
    public static Fields page(Field... more) {
        Stream<Field> page = Stream.of(Field.number("limit"), Field.text("after"), Field.text("before"));
        return new Fields(Stream.concat(Stream.of(more), page).toList());
    }

    /** The parameters of lists whose cursors must be UUIDs. */
    public static Fields pageByUuid() {
        return of(Field.number("limit"), Field.uuid("after"), Field.uuid("before"));
    }

    /**
     * Checks the fields of an object, and removes those that are not known, as the API ignores them.
     *
     * @param path leads names in messages
     * @throws ApiException if a value is not valid or a required field is missing
     */
    public void check(ObjectNode given, String path) {
        given.retain(all.stream().map(Field::name).toList());
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            Field field = named(entry.getKey()).orElseThrow();
            if (!(field.isRequired() && entry.getValue().isNull())) {
                field.check(entry.getValue(), path + entry.getKey());
            }
        }
        for (Field field : all) {
            if (field.isRequired() && !given.hasNonNull(field.name())) {
                throw new ApiException(
                        422, "missing_required_field", "Missing `%s%s` field.".formatted(path, field.name()));
            }
        }
    }

    /** Reads a raw query and checks it. Unknown parameters are errors, and only lists may be given twice. */
    ObjectNode parse(String rawQuery) {
        ObjectNode parsed = Json.object();
        for (String pair : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            add(parsed, decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        for (Field field : all) {
            if (field.isRequired() && !parsed.has(field.name())) {
                throw new ApiException(
                        422, "missing_required_parameter", "Missing `%s` parameter.".formatted(field.name()));
            }
        }
        for (Map.Entry<String, JsonNode> parameter : parsed.properties()) {
            if (named(parameter.getKey()).isEmpty()) {
                throw ApiException.invalid("Unknown parameter `%s`.".formatted(parameter.getKey()));
            }
        }
        check(parsed, "");
        return parsed;
    }

    private void add(ObjectNode parsed, String name, String value) {
        Field.Type type = named(name).map(Field::type).orElse(Field.Type.TEXT);
        if (type == Field.Type.TEXTS) {
            for (String one : value.split(",", -1)) {
                parsed.withArray(name).add(one);
            }
        } else if (parsed.has(name)) {
            throw ApiException.invalid("The `%s` parameter is given twice.".formatted(name));
        } else if (type == Field.Type.NUMBER && value.matches("-?\\d{1,9}")) {
            parsed.put(name, Integer.parseInt(value));
        } else if (type == Field.Type.FLAG && (value.equals("true") || value.equals("false"))) {
            parsed.put(name, Boolean.parseBoolean(value));
        } else {
            parsed.put(name, value);
        }
    }

    private Optional<Field> named(String name) {
        return all.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.unreadable("The query has invalid percent-encoding.");
        }
    }
}
