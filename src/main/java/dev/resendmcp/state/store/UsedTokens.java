package dev.resendmcp.state.store;

import java.time.Duration;

/** Used single-use tokens. Safe for use by many threads. */
public interface UsedTokens {
    /**
     * Uses a token.
     *
     * @param token the token; stored as it is, so it must be worthless after its use
     * @param keep how long to remember the use from now; at least as long as the token is valid
     * @return true for the first use; false for later ones, on any replica
     * @throws StateUnavailableException if it is unknown whether this is the first use; the caller must reject the token
     */
    boolean use(String token, Duration keep);
}
