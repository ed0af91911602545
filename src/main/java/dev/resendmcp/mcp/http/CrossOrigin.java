package dev.resendmcp.mcp.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Lets pages of allowed origins read answers (CORS). Call it only for requests whose origin was checked. */
final class CrossOrigin {
    private static final String METHODS = "POST";
    private static final String REQUEST_HEADERS = String.join(
            ", ",
            List.of(
                    "Authorization",
                    "Content-Type",
                    "Accept",
                    "MCP-Protocol-Version",
                    "X-MCP-Toolsets",
                    "X-MCP-Tools",
                    "X-MCP-Exclude-Tools",
                    "X-MCP-Readonly",
                    "Mcp-Method",
                    "Mcp-Name",
                    "Mcp-Session-Id",
                    "Last-Event-ID",
                    "traceparent",
                    "tracestate"));
    private static final String RESPONSE_HEADERS = "WWW-Authenticate, Retry-After, X-Request-Id";
    private static final String MAX_AGE_SECONDS = "600";

    private CrossOrigin() {}

    /** Adds to a response that its page may read it. */
    static void allow(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.addHeader("Vary", "Origin");
            response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }

    /** Whether a browser asks in advance what a page may send. */
    static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Answers a preflight request. It has no credentials, so it needs none. */
    static void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        if ("true".equals(request.getHeader("Access-Control-Request-Private-Network"))) {
            response.setHeader("Access-Control-Allow-Private-Network", "true");
        }
    }
}
