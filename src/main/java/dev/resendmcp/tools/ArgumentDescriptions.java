package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Descriptions of arguments whose declaration has none, by name: many tools share few names. */
final class ArgumentDescriptions {
    private static final String DESCRIPTION = "description";

    private final Properties byName = new Properties();

    ArgumentDescriptions() {
        try (InputStream in = ArgumentDescriptions.class.getResourceAsStream("/argument-descriptions.properties")) {
            byName.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Describes the properties of a schema, those of objects inside too. */
    void complete(JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            String known = byName.getProperty(property.getKey());
            if (known != null && property.getValue() instanceof ObjectNode described && !described.has(DESCRIPTION)) {
                described.put(DESCRIPTION, known);
            }
            complete(property.getValue());
        });
        for (String inside : new String[] {"items", "additionalProperties"}) {
            if (schema.path(inside).isObject()) {
                complete(schema.path(inside));
            }
        }
    }
}
