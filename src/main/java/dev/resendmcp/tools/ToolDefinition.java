package dev.resendmcp.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.base.Suppliers;
import com.google.common.collect.ForwardingMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A tool as published.
 *
 * @param module name of its module, such as {@code received_emails}
 * @param name name on the wire
 * @param title display name
 * @param description what it does, when to use another tool instead, and what it returns
 * @param inputSchema JSON Schema 2020-12 of the arguments, an object schema without top-level {@code oneOf}
 * @param hints effect of a call on the account
 * @param meta what {@code _meta} tells clients
 */
public record ToolDefinition(
        String module,
        String name,
        String title,
        String description,
        Map<String, Object> inputSchema,
        Hints hints,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> meta) {

    /** A tool without {@code _meta}. */
    public ToolDefinition(
            String module,
            String name,
            String title,
            String description,
            Map<String, Object> inputSchema,
            Hints hints) {
        this(module, name, title, description, inputSchema, hints, Map.of());
    }

    /** The same tool with other {@code _meta}. */
    public ToolDefinition withMeta(Map<String, Object> others) {
        return new ToolDefinition(module, name, title, description, inputSchema, hints, others);
    }

    /** A new map with the schemas of the arguments by name. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        ((Map<?, ?>) inputSchema.get("properties")).forEach((name, schema) -> properties.put((String) name, schema));
        return properties;
    }

    /**
     * The same tool with other arguments. Both schemas are created lazily.
     *
     * @param change maps {@link #properties()} to the new properties
     */
    public ToolDefinition withProperties(UnaryOperator<Map<String, Object>> change) {
        Supplier<Map<String, Object>> made = Suppliers.memoize(() -> {
            Map<String, Object> schema = new LinkedHashMap<>(inputSchema);
            schema.put("properties", change.apply(properties()));
            return schema;
        });
        return new ToolDefinition(module, name, title, description, new LazyMap(made), hints, meta);
    }

    /** The same tool, whose argument need not be given. */
    public ToolDefinition withOptional(String argument) {
        Supplier<Map<String, Object>> made = Suppliers.memoize(() -> {
            Map<String, Object> schema = new LinkedHashMap<>(inputSchema);
            schema.computeIfPresent(
                    "required",
                    (name, required) -> ((Collection<?>) required)
                            .stream().filter(each -> !argument.equals(each)).toList());
            return schema;
        });
        return new ToolDefinition(module, name, title, description, new LazyMap(made), hints);
    }

    /**
     * The same tool with another schema, which is created lazily.
     *
     * @param change maps a copy of the schema to the new one
     */
    public ToolDefinition withSchema(UnaryOperator<Map<String, Object>> change) {
        Supplier<Map<String, Object>> made = Suppliers.memoize(() -> change.apply(new LinkedHashMap<>(inputSchema)));
        return new ToolDefinition(module, name, title, description, new LazyMap(made), hints, meta);
    }

    /**
     * MCP's four hints, and whether the tool removes something, which the hints do not distinguish from overwriting.
     *
     * @param readOnly nothing is changed
     * @param destructive something is overwritten or removed
     * @param removes something is removed or stopped
     * @param idempotent a repeat has no further effect
     * @param openWorld the call has effects outside this service
     */
    public record Hints(
            boolean readOnly, boolean destructive, boolean removes, boolean idempotent, boolean openWorld) {}

    /** A map that is created on first use. */
    static final class LazyMap extends ForwardingMap<String, Object> {
        private final Supplier<Map<String, Object>> created;

        /** @param created returns the same map each time */
        LazyMap(Supplier<Map<String, Object>> created) {
            this.created = created;
        }

        @Override
        protected Map<String, Object> delegate() {
            return created.get();
        }
    }
}
