package dev.resendmcp.mcp.http;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides which hosts, origins and callers are let in. */
final class AccessControl {
    /** Headers that a proxy and this service could read differently if they came twice. */
    private static final List<String> ONCE = List.of("Authorization", "Origin", "Content-Type", "MCP-Protocol-Version");

    private final McpSettings settings;
    private final Function<Optional<String>, Optional<Caller>> callers;

    /**
     * @param settings the allow-lists
     * @param callers gives the caller for the credential of a request, if it is a good one
     */
    AccessControl(McpSettings settings, Function<Optional<String>, Optional<Caller>> callers) {
        this.settings = settings;
        this.callers = callers;
    }

    /**
     * A refusal.
     *
     * @param reason for metrics and logs
     * @param headers to add to the answer
     */
    record Refusal(String reason, RpcError error, Map<String, String> headers) {}

    /** Refuses a request that comes under a wrong name or from a foreign page, as DNS rebinding would make it come. */
    Optional<Refusal> refuse(HttpServletRequest request) {
        Optional<String> repeated = ONCE.stream()
                .filter(name -> Collections.list(request.getHeaders(name)).size() > 1)
                .findFirst();
        if (repeated.isPresent()) {
            return refusal(400, "repeated_header", "The header " + repeated.get() + " came more than once; send one");
        }
        String host = request.getHeader("Host");
        if (host == null || !settings.allowedHosts().allows(host)) {
            return refusal(403, "host", "Host is not allowed; the operator lists allowed hosts in mcp.allowedHosts");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !settings.allowedOrigins().allows(origin)) {
            return refusal(
                    403, "origin", "Origin is not allowed; the operator lists allowed origins in mcp.allowedOrigins");
        }
        return Optional.empty();
    }

    /** The caller that the request's credential stands for. */
    Optional<Caller> caller(HttpServletRequest request) {
        return callers.apply(token(request));
    }

    /** The answer to a request without a good credential. */
    Refusal unauthorized(HttpServletRequest request) {
        boolean given = token(request).isPresent();
        String challenge = "Bearer realm=\"resend-full-mcp\"" + (given ? ", error=\"invalid_token\"" : "");
        String message = given
                ? "The bearer token is not valid"
                : "This server needs a bearer token in the header Authorization";
        return new Refusal(
                given ? "invalid_token" : "missing_token",
                new RpcError(401, RpcError.INVALID_REQUEST, message),
                Map.of("WWW-Authenticate", challenge));
    }

    private static Optional<Refusal> refusal(int status, String reason, String message) {
        return Optional.of(new Refusal(reason, new RpcError(status, RpcError.INVALID_REQUEST, message), Map.of()));
    }

    private static Optional<String> token(HttpServletRequest request) {
        List<String> parts = List.of(Optional.ofNullable(request.getHeader("Authorization"))
                .orElse("")
                .strip()
                .split(" +", 2));
        boolean bearer =
                parts.size() == 2 && parts.get(0).toLowerCase(Locale.ROOT).equals("bearer");
        return bearer ? Optional.of(parts.get(1).strip()) : Optional.empty();
    }
}
