package dev.resendmcp.state;

import java.time.Duration;

/** Remembers what may be used once. Implementations are safe for use by many threads. */
public interface UsedTokens {
    /**
     * Marks a token as used.
     *
     * @param nonce what tells this token from all others
     * @param keep how long it could still be shown again; afterwards it may be forgotten
     * @return true for the first caller only
     */
    boolean use(String nonce, Duration keep);
}
