package dev.resendmcp.state.store;

import java.time.Duration;

/** Tokens that are good once. Safe for use by many threads. */
public interface UsedTokens {
    /**
     * Uses a token up.
     *
     * @param token the token; kept as it is, so it must be worth nothing once it is used
     * @param keep how long the use is remembered from now; at least as long as the token would be good
     * @return true for the first use; false for every later one, by whatever replica
     * @throws StateUnavailableException when it cannot be told whether this is the first use; the token then counts as used or
     *     not, so the caller must refuse it
     */
    boolean use(String token, Duration keep);
}
