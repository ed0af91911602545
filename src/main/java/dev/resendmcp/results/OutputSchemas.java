package dev.resendmcp.results;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * JSON Schemas of the tools' answers, from Resend's OpenAPI document. They require nothing and forbid nothing, so that what the
 * API adds or leaves out passes.
 */
public final class OutputSchemas {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, Object>> schemas;

    /** Reads the packaged schemas. */
    public OutputSchemas() {
        try (InputStream in = OutputSchemas.class.getResourceAsStream("/output-schemas.json")) {
            this.schemas = JSON.readValue(in, new TypeReference<Map<String, Map<String, Object>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of a tool's answers. An unknown tool may answer with any object. */
    public Map<String, Object> of(String tool) {
        return schemas.getOrDefault(tool, Map.of("type", "object"));
    }

    /** The names of fields that an answer, or a row of it, may have; those inside others have dots. */
    Set<String> names(String tool) {
        Set<String> names = new TreeSet<>();
        Map<?, ?> schema = of(tool);
        Map<?, ?> properties = properties(schema);
        boolean list = properties.get("data") instanceof Map<?, ?> data && data.containsKey("items");
        collect(list ? (Map<?, ?>) properties.get("data") : schema, "", names);
        return names;
    }

    private static void collect(Map<?, ?> schema, String path, Set<String> names) {
        properties(schema).forEach((name, property) -> {
            names.add(path + name);
            collect((Map<?, ?>) property, path + name + ".", names);
        });
        if (schema.get("items") instanceof Map<?, ?> items) {
            collect(items, path, names);
        }
    }

    private static Map<?, ?> properties(Map<?, ?> schema) {
        return schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
    }
}
