package dev.resendmcp.state.seal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.resendmcp.state.store.UsedTokens;
import java.time.Duration;

/** Used tokens in the memory of this process: other instances do not know of them, and a restart forgets them. */
public final class LocalUsedTokens implements UsedTokens {
    // Without a bound: to drop one early would let it be used again, and each lives for minutes only.
    private final Cache<String, Duration> nonces;

    /** Counts time as this machine does. */
    public LocalUsedTokens() {
        this(Ticker.systemTicker());
    }

    LocalUsedTokens(Ticker ticker) {
        this.nonces = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfter(Expiry.<String, Duration>creating((nonce, keep) -> keep))
                .build();
    }

    @Override
    public boolean use(String nonce, Duration keep) {
        return nonces.asMap().putIfAbsent(nonce, keep) == null;
    }
}
