package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.ToolView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides which requests are let in: by path, host, origin, credential and method. Reports those that are not. */
final class AccessControl {
    /** Headers that a proxy and this service could read differently if they came twice. */
    private static final List<String> ONCE = Stream.concat(
                    Stream.of("Authorization", "Origin", "Content-Type", "MCP-Protocol-Version"),
                    Narrowing.HEADERS.stream())
            .toList();

    private final McpSettings settings;
    private final Entrance entrance;
    private final Narrowing narrowing;
    private final McpMetrics metrics;
    private final RefusalLog refusals;

    AccessControl(McpSettings settings, Entrance entrance, McpMetrics metrics, RefusalLog refusals) {
        this.settings = settings;
        this.entrance = entrance;
        this.narrowing = new Narrowing(entrance.toolsets());
        this.metrics = metrics;
        this.refusals = refusals;
    }

    /** Attempts with wrong tokens. */
    FailedAttempts failures() {
        return entrance.failures();
    }

    /** The metadata of RFC 9728, if a located request asks for it and there is an identity provider. */
    Optional<ObjectNode> metadata(HttpServletRequest request) {
        return entrance.resource()
                .filter(any -> request.getMethod().equals("GET") && ProtectedResource.isAt(request.getRequestURI()))
                .map(resource -> resource.json(request));
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
     * What a client is told that looks for an authorization server. Most do so after their token was refused; the form is that of
     * OAuth errors, whose description clients show.
     */
    Map<String, String> withoutOAuth(HttpServletRequest request) {
        refusals.refused(request, "path");
        // Says nothing about a token that may have been sent, so that nobody tries tokens here.
        return Map.of(
                "error",
                "access_denied",
                "error_description",
                "This server has no OAuth and no registration of clients. Send a bearer token that its operator"
                        + " gave you in the header Authorization. One that was answered with 401 is not valid.");
    }

    /**
     * Lets a request in that was located, and returns whose it is.
     *
     * @throws UnknownCallerException if the request must wait until its token is checked
     */
    ClientIdentity admit(HttpServletRequest request) throws RefusedException {
        Optional<String> token = token(request);
        Granted granted = granted(request, token).orElse(null);
        if (granted == null) {
            throw unauthorized(request, token.isPresent());
        }
        if (granted.view().isEmpty()) {
            throw forbidden(request, "any tool");
        }
        if (!request.getMethod().equals("POST") && !AnnouncementStream.isWanted(request)) {
            refusals.refused(request, "method");
            throw new RefusedException(405, "Send MCP messages with POST", Map.of("Allow", "POST"));
        }
        ToolView asked = narrowing.view(request);
        return ClientIdentity.of(granted.caller(), request)
                .seeing(
                        offered(granted).narrowedTo(asked),
                        () -> entrance.callers()
                                .later(token, granted)
                                .filter(later -> !later.view().isEmpty())
                                .map(later -> offered(later).narrowedTo(asked)));
    }

    private ToolView offered(Granted granted) {
        return granted.view().narrowedTo(entrance.offered().get());
    }

    private Optional<Granted> granted(HttpServletRequest request, Optional<String> token) throws RefusedException {
        try {
            return entrance.callers().of(token);
        } catch (ResendException e) {
            throw unavailable(request, e);
        } catch (UnknownCallerException e) {
            if (e.isCostly() && entrance.failures().isBlocked(request.getRemoteAddr())) {
                metrics.refused(refusals.port(), "too_many_tokens");
                refusals.refused(request, "too_many_tokens");
                long wait = FailedAttempts.FORGOTTEN.toSeconds();
                throw new RefusedException(
                        429,
                        "Too many wrong tokens came from this address, so new ones are not checked; try again in "
                                + wait + " s",
                        Map.of("Retry-After", String.valueOf(wait)));
            }
            throw e;
        }
    }

    /** Whether a token is valid cannot be found out now. */
    RefusedException unavailable(HttpServletRequest request, ResendException reason) {
        metrics.refused(refusals.port(), "unchecked_token");
        refusals.refused(request, "unchecked_token");
        long wait = Math.max(1, reason.retryAfter().orElse(Duration.ZERO).toSeconds());
        return new RefusedException(503, reason.getMessage(), Map.of("Retry-After", String.valueOf(wait)));
    }

    /**
     * Lets a request for a file in, whatever its method, and returns whose it is.
     *
     * @throws UnknownCallerException if the request must wait until its token is checked
     */
    Caller admitFile(HttpServletRequest request) throws RefusedException {
        requireOwnAddress(request);
        Optional<String> token = token(request);
        Granted granted = granted(request, token).orElseThrow(() -> unauthorized(request, token.isPresent()));
        ToolView readers = entrance.toolsets().view(new ToolSelection(null, null, null, true));
        ToolView view = offered(granted);
        if (view.isEmpty()) {
            throw forbidden(request, "any tool");
        }
        if (request.getMethod().equals("POST") && view.equals(view.narrowedTo(readers))) {
            throw forbidden(request, "a tool that takes files");
        }
        return granted.caller();
    }

    /** Refuses a request that comes under a wrong name or from a foreign page, as DNS rebinding would make it come. */
    private void requireOwnAddress(HttpServletRequest request) throws RefusedException {
        for (String name : ONCE) {
            if (Collections.list(request.getHeaders(name)).size() > 1) {
                metrics.refused(refusals.port(), "repeated_header");
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
        metrics.refused(refusals.port(), reason);
        refusals.refusedName(request, reason, header, variable);
        return new RefusedException(403, header + " is not allowed; the operator lists allowed " + allowed, Map.of());
    }

    private RefusedException unauthorized(HttpServletRequest request, boolean given) {
        String reason = given ? "invalid_token" : "missing_token";
        metrics.refused(refusals.port(), reason);
        refusals.refused(request, reason);
        String message = given
                ? "The bearer token is not valid"
                : "This server needs a bearer token in the header Authorization";
        Duration delay = given ? failures().failed(request.getRemoteAddr()) : Duration.ZERO;
        String challenge = challenge(request, given ? ", error=\"invalid_token\"" : "");
        return new RefusedException(401, message, Map.of("WWW-Authenticate", challenge), delay);
    }

    private RefusedException forbidden(HttpServletRequest request, String missing) {
        metrics.refused(refusals.port(), "no_rights");
        refusals.refused(request, "no_rights");
        String scopes = entrance.resource()
                .map(resource -> ", scope=\"" + String.join(" ", new TreeSet<>(resource.scopes())) + "\"")
                .orElse("");
        String challenge = challenge(request, ", error=\"insufficient_scope\"" + scopes);
        String message = "The token is valid, but gives no right to " + missing + "; ask the operator of this server";
        return new RefusedException(403, message, Map.of("WWW-Authenticate", challenge));
    }

    private String challenge(HttpServletRequest request, String error) {
        String metadata = entrance.resource()
                .map(resource -> ", resource_metadata=\"" + resource.metadataUrl(request) + "\"")
                .orElse("");
        return "Bearer realm=\"resend-full-mcp\"" + error + metadata;
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
