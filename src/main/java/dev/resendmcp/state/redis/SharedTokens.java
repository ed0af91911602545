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
 * Used tokens of all replicas. Redis decides; without it none is good, since another replica may have used it. The disk
 * remembers what this replica used, in case Redis is emptied.
 */
record SharedTokens(RedisConnection redis, EmbeddedStore store, Clock clock) implements UsedTokens {
    private static final int FORGOTTEN = -1;
    private static final int FIRST = 1;
    private static final String USE = "if redis.call('exists', KEYS[2]) == 0 then return " + FORGOTTEN + " end"
            + " if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return " + FIRST + " end return 0";

    @Override
    public boolean use(String token, Duration keep) {
        long now = clock.millis();
        StoredEntry use = StoredEntry.after(Optional.empty(), Optional.empty(), now, keep);
        List<String> keys = List.of(RedisEntries.key(EntryType.TOKEN, token), redis.mark);
        long answer = redis.scripts().number(USE, keys, use.text(), RedisEntries.timeToLive(use, now));
        if (answer == FORGOTTEN) {
            redis.hasForgotten();
            throw new StateUnavailableException(new IllegalStateException("Redis was emptied"));
        }
        return answer == FIRST && new LocalTokens(store, clock).use(token, keep);
    }
}
