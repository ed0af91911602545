package dev.resendmcp.mcp.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/** What the path of a request stands for. Trailing and doubled slashes make no difference. */
enum WebPaths {
    /** MCP is served there. */
    MCP,
    /** Clients look there for an authorization server. */
    OAUTH,
    /** Nothing is there. */
    NONE;

    private static final Set<String> ENDPOINTS = Set.of("/register", "/authorize", "/token");
    private static final List<String> METADATA = List.of(
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration");

    static WebPaths of(HttpServletRequest request) {
        String path = plain(request.getRequestURI());
        if (Narrowing.isServed(path)) {
            return MCP;
        }
        String inside = path.startsWith("/mcp/") ? path.substring("/mcp".length()) : path;
        boolean oauth = ENDPOINTS.contains(inside)
                || METADATA.stream().anyMatch(known -> inside.equals(known) || inside.startsWith(known + "/"));
        return oauth ? OAUTH : NONE;
    }

    /** A path without trailing and doubled slashes. */
    static String plain(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            boolean doubled = path.charAt(i) == '/' && (i + 1 == path.length() || path.charAt(i + 1) == '/');
            if (!doubled) {
                plain.append(path.charAt(i));
            }
        }
        return plain.toString();
    }
}
