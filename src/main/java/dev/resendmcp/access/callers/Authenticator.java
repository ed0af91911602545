package dev.resendmcp.access.callers;

import dev.resendmcp.toolsets.Granted;
import java.util.Optional;
import java.util.Set;

/** Turns a bearer token into a caller with rights. Thread-safe. */
public interface Authenticator {
    /** The caller of a token; empty if the token is missing or not valid. A caller without any right has an empty view. */
    Optional<Granted> grant(Optional<String> token);

    /**
     * The name of the caller, if telling takes no time: only for taking turns, never for access. Empty when tokens do not tell
     * callers apart.
     */
    Optional<String> name(Optional<String> token);

    /** Whether requests need a token. */
    boolean required();

    /** Names of the callers that are known beforehand. */
    Set<String> names();
}
