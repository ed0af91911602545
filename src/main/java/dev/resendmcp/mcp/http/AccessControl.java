package dev.resendmcp.mcp.http;

import dev.resendmcp.call.Caller;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides which requests are let in: by path, host, origin, credential and method. Reports those that are not. */
final class AccessControl {
    /** Headers that a proxy and this service could read differently if they came twice. */
    private static final List<String> ONCE = List.of("Authorization", "Origin", "Content-Type", "MCP-Protocol-Version");

    private final McpSettings settings;
    private final Function<Optional<String>, Optional<Caller>> callers;
    private final McpMetrics metrics;
    private final RefusalLog refusals;

    /** @param callers gives the caller for the credential of a request, if it is a good one */
    AccessControl(
            McpSettings settings,
            Function<Optional<String>, Optional<Caller>> callers,
            McpMetrics metrics,
            RefusalLog refusals) {
        this.settings = settings;
        this.callers = callers;
        this.metrics = metrics;
        this.refusals = refusals;
    }

    /** A request that is not let in. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RpcError error;
        private final transient Map<String, String> headers;

        private RefusedException(int status, String message, Map<String, String> headers) {
            super(message, null, false, false);
            this.error = new RpcError(status, RpcError.INVALID_REQUEST, message);
            this.headers = headers;
        }

        RpcError error() {
            return error;
        }

        /** To add to the answer. */
        Map<String, String> headers() {
            return headers;
        }
    }

    /**
     * Refuses a request that comes under a wrong name or from a foreign page, or to a path where nothing is.
     *
     * @return what the path stands for
     */
    WebPaths locate(HttpServletRequest request) throws RefusedException {
        WebPaths path = WebPaths.of(request);
        if (path == WebPaths.NONE) {
            refusals.refused(request, "path");
            throw new RefusedException(404, "MCP is served at /mcp", Map.of());
        }
        requireOwnAddress(request);
        return path;
    }

    /**
     * What a client is told that looks for an authorization server. Most do so after their token was refused, so it says that
     * too; the form is that of OAuth errors, whose description clients show.
     */
    Map<String, String> withoutOAuth(HttpServletRequest request) {
        refusals.refused(request, "path");
        Optional<String> token = token(request);
        boolean invalid = token.isPresent() && callers.apply(token).isEmpty();
        String description = "This server has no OAuth and no registration of clients. Send a bearer token that its operator"
                + " gave you in the header Authorization. "
                + (invalid ? "The one that was sent is not valid." : "One that was answered with 401 is not valid.");
        return Map.of("error", "access_denied", "error_description", description);
    }

    /** Lets a request in that was located, and returns whose it is. */
    ClientIdentity admit(HttpServletRequest request) throws RefusedException {
        Optional<String> token = token(request);
        Caller caller = callers.apply(token).orElse(null);
        if (caller == null) {
            throw unauthorized(request, token.isPresent());
        }
        if (!request.getMethod().equals("POST")) {
            refusals.refused(request, "method");
            throw new RefusedException(405, "Send MCP messages with POST", Map.of("Allow", "POST"));
        }
        return ClientIdentity.of(caller, request);
    }

    /** Refuses a request that comes under a wrong name or from a foreign page, as DNS rebinding would make it come. */
    private void requireOwnAddress(HttpServletRequest request) throws RefusedException {
        for (String name : ONCE) {
            if (Collections.list(request.getHeaders(name)).size() > 1) {
                metrics.refused("repeated_header");
                refusals.refused(request, "repeated_header");
                throw new RefusedException(400, "The header " + name + " came more than once; send one", Map.of());
            }
        }
        String host = request.getHeader("Host");
        if (host == null || !settings.allowedHosts().allows(host)) {
            throw foreign(request, "Host", "MCP_ALLOWED_HOSTS", "hosts in mcp.allowedHosts");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !settings.allowedOrigins().allows(origin)) {
            throw foreign(request, "Origin", "MCP_ALLOWED_ORIGINS", "origins in mcp.allowedOrigins");
        }
    }

    private RefusedException foreign(HttpServletRequest request, String header, String variable, String allowed) {
        String reason = header.toLowerCase(Locale.ROOT);
        metrics.refused(reason);
        refusals.refusedName(request, reason, header, variable);
        return new RefusedException(403, header + " is not allowed; the operator lists allowed " + allowed, Map.of());
    }

    private RefusedException unauthorized(HttpServletRequest request, boolean given) {
        String reason = given ? "invalid_token" : "missing_token";
        metrics.refused(reason);
        refusals.refused(request, reason);
        String challenge = "Bearer realm=\"resend-full-mcp\"" + (given ? ", error=\"invalid_token\"" : "");
        String message = given
                ? "The bearer token is not valid"
                : "This server needs a bearer token in the header Authorization";
        return new RefusedException(401, message, Map.of("WWW-Authenticate", challenge));
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
