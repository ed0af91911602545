package dev.resendmcp.mcp;

import dev.resendmcp.tools.Caller;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HeaderAccessor;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The door: which hosts, origins and callers are let in. */
final class RequestGuard {
    /** How the SDK's check tells a wrong host from a wrong origin: 421, misdirected request. */
    private static final int WRONG_HOST = 421;

    private final DefaultServerTransportSecurityValidator names;
    private final Function<Optional<String>, Optional<Caller>> callers;

    /**
     * @param settings the allow-lists
     * @param callers gives the caller for the credential of a request, if it is a good one
     */
    RequestGuard(McpSettings settings, Function<Optional<String>, Optional<Caller>> callers) {
        this.names = DefaultServerTransportSecurityValidator.builder()
                .allowedHosts(settings.allowedHosts().values())
                .allowedOrigins(settings.allowedOrigins().values())
                .build();
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
        try {
            names.validate(new Headers(request));
            return Optional.empty();
        } catch (ServerTransportSecurityException e) {
            return e.getStatusCode() == WRONG_HOST
                    ? refusal("host", "Host is not allowed; the operator lists allowed hosts in mcp.allowedHosts")
                    : refusal(
                            "origin",
                            "Origin is not allowed; the operator lists allowed origins in mcp.allowedOrigins");
        }
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

    private static Optional<Refusal> refusal(String reason, String message) {
        return Optional.of(new Refusal(reason, new RpcError(403, RpcError.INVALID_REQUEST, message), Map.of()));
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

    /** A request's headers, as the SDK's check reads them. */
    private record Headers(HttpServletRequest request) implements HeaderAccessor {
        @Override
        public List<String> getHeader(String name) {
            return Collections.list(request.getHeaders(name));
        }

        @Override
        public List<String> getHeaderNames() {
            return Collections.list(request.getHeaderNames());
        }
    }
}
