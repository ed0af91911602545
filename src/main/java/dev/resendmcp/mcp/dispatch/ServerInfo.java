package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How this server identifies itself.
 *
 * @param name on the wire
 * @param version of this service
 */
public record ServerInfo(String name, String version) {
    /** {@code {"name": …, "version": …}}. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("version", version);
    }
}
