package dev.resendmcp.state.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The journal in the local store. */
public record LocalJournal(EmbeddedStore store, Clock clock) implements Journal {
    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        return store.update(EntryType.JOURNAL, id, old -> next(old, change, clock.millis(), keep))
                .entry()
                .orElseThrow();
    }

    public static StoredEntry next(
            Optional<StoredEntry> old, Function<Optional<Entry>, Entry> change, long now, Duration keep) {
        return StoredEntry.after(old, Optional.of(change.apply(old.flatMap(StoredEntry::entry))), now, keep);
    }

    @Override
    public long size() {
        return store.journalEntries();
    }
}
