package dev.resendmcp.tools;

import com.google.common.base.Suppliers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A tool as published.
 *
 * @param module name of its module, such as {@code received_emails}
 * @param name name on the wire
 * @param title name for people
 * @param description what it does, when to use a neighbour, what comes back
 * @param inputSchema JSON Schema 2020-12 of the arguments, an object schema without {@code oneOf} at its top
 * @param hints what a call does to the account
 */
public record ToolDefinition(
        String module, String name, String title, String description, Map<String, Object> inputSchema, Hints hints) {

    /** Schemas of the arguments by name, in a map of the caller's own. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        ((Map<?, ?>) inputSchema.get("properties")).forEach((name, schema) -> properties.put((String) name, schema));
        return properties;
    }

    /**
     * The same tool with other arguments. Neither schema is made before the new one is looked at.
     *
     * @param change gets what {@link #properties()} gives, and gives what is to be published
     */
    public ToolDefinition withProperties(UnaryOperator<Map<String, Object>> change) {
        Supplier<Map<String, Object>> made = Suppliers.memoize(() -> {
            Map<String, Object> schema = new LinkedHashMap<>(inputSchema);
            schema.put("properties", change.apply(properties()));
            return schema;
        });
        return new ToolDefinition(module, name, title, description, new LazyMap(made), hints);
    }

    /**
     * MCP's four hints, all stated, and whether something is removed, which the hints do not tell from an overwrite.
     *
     * @param readOnly nothing is changed
     * @param destructive something that was there is overwritten or removed
     * @param removes something that was there is gone or stopped afterwards
     * @param idempotent a repeat changes nothing more
     * @param openWorld the call reaches a world outside this service
     */
    public record Hints(
            boolean readOnly, boolean destructive, boolean removes, boolean idempotent, boolean openWorld) {}
}
