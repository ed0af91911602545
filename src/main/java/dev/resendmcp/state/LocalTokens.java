package dev.resendmcp.state;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Used tokens of this replica alone. */
record LocalTokens(EmbeddedStore store, Clock clock) implements UsedTokens {
    @Override
    public boolean use(String token, Duration keep) {
        AtomicBoolean first = new AtomicBoolean();
        store.update(Kind.TOKEN, token, old -> {
            first.set(old.isEmpty());
            return old.orElseGet(() -> Stored.after(old, Optional.empty(), clock.millis(), keep));
        });
        return first.get();
    }
}
