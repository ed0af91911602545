package dev.resendmcp.access.callers;

import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.toolsets.Granted;
import java.util.Optional;
import java.util.Set;

/** Turns a bearer token into a caller with rights. Thread-safe. */
public interface Authenticator {
    /**
     * The caller of a token; empty if the token is missing or not valid. A caller without any right has an empty view.
     *
     * @throws UnknownCallerException if somebody else must be asked about the token
     * @throws ResendException if it cannot be found out now whether the token is valid
     */
    Optional<Granted> grant(Optional<String> token);

    /**
     * What the token of a request that was let in grants now; empty if it has lost its rights. Throws nothing.
     *
     * @param then what it granted at that time
     */
    default Optional<Granted> later(Optional<String> token, Granted then) {
        return grant(token).filter(now -> now.caller().equals(then.caller()));
    }

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
