package dev.resendmcp.state.redis;

import dev.resendmcp.state.store.EmbeddedStore;
import dev.resendmcp.state.store.EntryType;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StoredEntry;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Copies what this replica has on disk to Redis. */
record ReplicaUpload(EmbeddedStore store, Clock clock) implements ReconnectHandler {
    private static final int PAGE = 200;

    @Override
    public void beforeUse(RedisScripts scripts) {
        upload(scripts, EntryType.TOKEN);
    }

    @Override
    public void afterwards(RedisScripts scripts) {
        upload(scripts, EntryType.JOURNAL);
    }

    private void upload(RedisScripts scripts, EntryType type) {
        RedisEntries shared = new RedisEntries(scripts);
        List<Map.Entry<String, StoredEntry>> page = page(type, "");
        while (!page.isEmpty()) {
            long now = clock.millis();
            shared.putAll(
                    type,
                    page.stream().filter(entry -> entry.getValue().isLive(now)).toList(),
                    now);
            page = page(type, page.get(page.size() - 1).getKey());
        }
    }

    private List<Map.Entry<String, StoredEntry>> page(EntryType type, String after) {
        try {
            return store.page(type, after, PAGE);
        } catch (StateUnavailableException e) {
            // StateCondition reports the disk; that is no reason to do without Redis.
            return List.of();
        }
    }
}
