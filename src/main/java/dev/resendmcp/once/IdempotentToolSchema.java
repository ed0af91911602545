package dev.resendmcp.once;

import dev.resendmcp.tools.ToolDefinition;
import io.dropwizard.util.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds {@code force_new} to tools with an idempotency key, and explains the key in their schema. */
public final class IdempotentToolSchema {
    static final String IDEMPOTENCY_KEY = "idempotency_key";
    static final String FORCE_NEW = "force_new";

    private final String aboutKey;
    private final Map<String, Object> forceNew;

    /** @param window how long repeats of a call take no effect; zero if never */
    public IdempotentToolSchema(Duration window) {
        boolean on = window.toMilliseconds() > 0;
        this.aboutKey = on
                ? " Without one, the same call within " + window
                        + " does nothing more either; the answer then has deduplicated: true."
                : " Without one, every call takes effect.";
        this.forceNew = new LinkedHashMap<>();
        forceNew.put("type", "boolean");
        forceNew.put(
                "description",
                on
                        ? "true: do the same again on purpose. Leave it out when you repeat a failed call."
                        : "Makes no difference on this server.");
    }

    /** Whether the tool takes an idempotency key. */
    static boolean takesKey(ToolDefinition tool) {
        return tool.properties().containsKey(IDEMPOTENCY_KEY);
    }

    /** The tool as published; unchanged if it takes no key. */
    public ToolDefinition publish(ToolDefinition tool) {
        return tool.withProperties(given -> given.containsKey(IDEMPOTENCY_KEY) ? extended(given) : given);
    }

    private Map<String, Object> extended(Map<String, Object> given) {
        Map<String, Object> properties = new LinkedHashMap<>();
        given.forEach((name, property) -> {
            if (name.equals(IDEMPOTENCY_KEY)) {
                properties.put(IDEMPOTENCY_KEY, explained((Map<?, ?>) property));
                properties.put(FORCE_NEW, forceNew);
            } else {
                properties.put(name, property);
            }
        });
        return properties;
    }

    private Map<Object, Object> explained(Map<?, ?> property) {
        Map<Object, Object> explained = new LinkedHashMap<>(property);
        explained.computeIfPresent("description", (name, text) -> text + aboutKey);
        return explained;
    }
}
