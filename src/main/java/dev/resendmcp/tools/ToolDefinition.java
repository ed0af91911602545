package dev.resendmcp.tools;

import java.util.Map;

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

    /**
     * MCP's four hints, all stated.
     *
     * @param readOnly nothing is changed
     * @param destructive something is gone or stopped afterwards
     * @param idempotent a repeat changes nothing more
     * @param openWorld the call reaches a world outside this service
     */
    public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {}
}
