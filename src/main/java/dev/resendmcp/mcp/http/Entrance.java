package dev.resendmcp.mcp.http;

import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What decides about requests over HTTP.
 *
 * @param callers turns bearer tokens into callers
 * @param offered tools that are offered to all callers now
 * @param toolsets that requests may name
 * @param resource what clients need to get a token from an identity provider; empty when there is no provider
 * @param failures attempts with wrong tokens, wherever they were made
 */
public record Entrance(
        Callers callers,
        Supplier<ToolView> offered,
        Toolsets toolsets,
        Optional<ProtectedResource> resource,
        FailedAttempts failures) {
    /** Turns bearer tokens into callers. */
    @FunctionalInterface
    public interface Callers {
        /**
         * The caller of a token, if the token is valid.
         *
         * @throws UnknownCallerException if somebody else must be asked about the token
         * @throws ResendException if it cannot be found out now whether the token is valid
         */
        Optional<Granted> of(Optional<String> token);

        /** What the token of a request that was let in grants now; empty if it has lost its rights. */
        default Optional<Granted> later(Optional<String> token, Granted then) {
            return of(token).filter(now -> now.caller().equals(then.caller()));
        }
    }
}
