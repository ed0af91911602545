package dev.resendmcp.state.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** The journal and used tokens in the local store. */
public record LocalState(EmbeddedStore store, Clock clock) implements Journal, UsedTokens {
    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        return store.update(StoredEntry.Type.JOURNAL, id, old -> next(old, change, clock.millis(), keep))
                .entry()
                .orElseThrow();
    }

    @Override
    public void updateSoon(
            String id,
            Function<Optional<Entry>, Entry> change,
            Duration keep,
            Consumer<StateUnavailableException> failed) {
        store.updateSoon(StoredEntry.Type.JOURNAL, id, old -> next(old, change, clock.millis(), keep), failed);
    }

    @Override
    public Optional<Entry> find(String id) {
        return store.get(StoredEntry.Type.JOURNAL, id).flatMap(StoredEntry::entry);
    }

    public static StoredEntry next(
            Optional<StoredEntry> old, Function<Optional<Entry>, Entry> change, long now, Duration keep) {
        return StoredEntry.after(old, Optional.of(change.apply(old.flatMap(StoredEntry::entry))), now, keep);
    }

    @Override
    public boolean use(String token, Duration keep) {
        AtomicBoolean first = new AtomicBoolean();
        store.update(StoredEntry.Type.TOKEN, token, old -> {
            first.set(old.isEmpty());
            return old.orElseGet(() -> StoredEntry.after(old, Optional.empty(), clock.millis(), keep));
        });
        return first.get();
    }

    @Override
    public long size() {
        return store.size().journalEntries();
    }
}
