package dev.resendmcp.mcp.http;

import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What decides about requests over HTTP.
 *
 * @param callers gives the caller of a bearer token, if the token is valid
 * @param offered tools that are offered to all callers now
 * @param toolsets that requests may name
 * @param resource what clients need to get a token from an identity provider; empty when there is no provider
 * @param failures attempts with wrong tokens, wherever they were made
 */
public record Entrance(
        Function<Optional<String>, Optional<Granted>> callers,
        Supplier<ToolView> offered,
        Toolsets toolsets,
        Optional<ProtectedResource> resource,
        FailedAttempts failures) {}
