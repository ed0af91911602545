package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Adds to results what the revisions without a handshake require: result type, cache hints and server identity. */
public final class ModernResults {
    private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";

    private final ServerInfo server;

    /** @param server what identifies it in each result */
    public ModernResults(ServerInfo server) {
        this.server = server;
    }

    /**
     * Adds the fields to a result.
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
        meta.set(SERVER_KEY, server.json());
    }
}
