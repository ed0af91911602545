package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.EntryType;
import dev.resendmcp.state.store.LocalTokens;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import dev.resendmcp.state.store.UsedTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Used tokens of all replicas. Redis decides; without it every token is rejected, because another replica may have used it. The
 * disk records what this replica used, in case Redis loses its data.
 */
record SharedTokens(RedisConnection redis, EmbeddedStore store, Clock clock) implements UsedTokens {
    private static final int DATA_LOST = -1;
    private static final int FIRST = 1;

    @Override
    public boolean use(String token, Duration keep) {
        long now = clock.millis();
        StoredEntry use = StoredEntry.after(Optional.empty(), Optional.empty(), now, keep);
        List<String> keys = List.of(RedisEntries.key(EntryType.TOKEN, token), redis.marker);
        long answer = redis.scripts().number(LuaScript.USE_TOKEN, keys, use.text(), RedisEntries.timeToLive(use, now));
        if (answer == DATA_LOST) {
            redis.lostData();
            throw new StateUnavailableException(new IllegalStateException("Redis lost its data"));
        }
        return answer == FIRST && new LocalTokens(store, clock).use(token, keep);
    }
}
