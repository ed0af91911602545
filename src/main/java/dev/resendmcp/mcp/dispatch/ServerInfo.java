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
    private static final String TITLE = "Resend";
    private static final String DESCRIPTION =
            "E-mail with Resend: send, read and schedule mail, and manage newsletters, contacts,"
                    + " domains, templates and webhooks.";
    private static final String WEBSITE = "https://resend.com/docs";
    /** An envelope. */
    private static final String ICON =
            "data:image/svg+xml,%3Csvg%20xmlns=%27http://www.w3.org/2000/svg%27%20viewBox=%270%200%2024%2024%27"
                    + "%20fill=%27none%27%20stroke=%27%23333%27%20stroke-width=%272%27%3E"
                    + "%3Cpath%20d=%27M3%205h18v14H3zM3%206l9%207%209-7%27/%3E%3C/svg%3E";
    /** The first revision in which a server has icons, a description and a website. */
    private static final String WITH_ICONS = "2025-11-25";

    private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";

    /** {@code {"name": …, "version": …}}. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("version", version);
    }

    /**
     * The same with what clients show to people, as far as a revision knows it.
     *
     * @param revision of the protocol
     */
    public ObjectNode described(String revision) {
        ObjectNode described = json().put("title", TITLE);
        if (revision.compareTo(WITH_ICONS) >= 0) {
            described.put("description", DESCRIPTION).put("websiteUrl", WEBSITE);
            described
                    .putArray("icons")
                    .addObject()
                    .put("src", ICON)
                    .put("mimeType", "image/svg+xml")
                    .putArray("sizes")
                    .add("any");
        }
        return described;
    }

    /** Puts the described identity into a result; {@link #complete} keeps it. */
    public void describe(ObjectNode result, String revision) {
        result.putObject("_meta").set(SERVER_KEY, described(revision));
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
        if (!meta.has(SERVER_KEY)) {
            meta.set(SERVER_KEY, json());
        }
    }
}
