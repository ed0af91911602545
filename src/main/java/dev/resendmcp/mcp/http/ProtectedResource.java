package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/**
 * What RFC 9728 tells clients about this service: where they get a token for it.
 *
 * @param audience of the tokens; also the address of this service if it is a URL
 * @param issuer identity provider
 * @param scopes that this service knows
 */
public record ProtectedResource(String audience, String issuer, Set<String> scopes) {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String MCP = "/mcp";

    /** Whether the metadata is at this path. */
    static boolean isAt(String path) {
        return path.equals(WELL_KNOWN) || path.equals(WELL_KNOWN + MCP);
    }

    /** Where a client finds the metadata. */
    String metadataUrl(HttpServletRequest request) {
        return origin(request) + WELL_KNOWN + MCP;
    }

    /** The metadata. */
    ObjectNode json(HttpServletRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resource", isUrl() ? audience : origin(request) + MCP);
        json.putArray("authorization_servers").add(issuer);
        json.putArray("bearer_methods_supported").add("header");
        scopes.stream().sorted().forEach(json.putArray("scopes_supported")::add);
        return json.put("resource_name", "resend-full-mcp");
    }

    private boolean isUrl() {
        return audience.startsWith("https://") || audience.startsWith("http://");
    }

    /** Of the audience if it is a URL: behind a proxy, requests do not tell the public address. Their Host is an allowed one. */
    private String origin(HttpServletRequest request) {
        if (isUrl()) {
            URI own = URI.create(audience);
            return own.getScheme() + "://" + own.getRawAuthority();
        }
        return request.getScheme() + "://" + request.getHeader("Host");
    }
}
