package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How this server identifies itself, in the handshake and in each result of the revisions without one.
 *
 * @param name on the wire
 * @param version of this service
 */
public record ServerInfo(String name, String version) {
    private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";

    /** {@code {"name": …, "version": …}}. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("version", version);
    }

    /**
     * Adds to a result what the revisions without a handshake require: result type, cache hints and server identity.
     *
     * @param timeToLive how long clients may cache it; null without cache hints
     */
    public void complete(ObjectNode result, Duration timeToLive) {
        result.put("resultType", "complete");
        if (timeToLive != null) {
            // Private: lists may come to depend on the caller.
            result.put("ttlMs", timeToLive.toMillis()).put("cacheScope", "private");
        }
        identify(result);
    }

    /** Adds the server's identity, which is all that a request for input needs. */
    void identify(ObjectNode result) {
        ObjectNode meta = result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
        meta.set(SERVER_KEY, json());
    }
}
