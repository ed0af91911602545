package dev.resendmcp.testing;

import dev.resendmcp.state.seal.LocalUsedTokens;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.state.seal.SealingKey;
import java.time.Clock;

/** Seals of engines that tests build. */
public final class Seals {
    private Seals() {}

    /** One with a key of its own. */
    public static SealedState fresh() {
        return new SealedState(SealingKey.random(), new LocalUsedTokens(), Clock.systemUTC());
    }
}
