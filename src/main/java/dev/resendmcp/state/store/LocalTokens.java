package dev.resendmcp.state.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Used tokens in the local store. */
public record LocalTokens(EmbeddedStore store, Clock clock) implements UsedTokens {
    @Override
    public boolean use(String token, Duration keep) {
        AtomicBoolean first = new AtomicBoolean();
        store.update(EntryType.TOKEN, token, old -> {
            first.set(old.isEmpty());
            return old.orElseGet(() -> StoredEntry.after(old, Optional.empty(), clock.millis(), keep));
        });
        return first.get();
    }
}
