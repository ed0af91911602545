package dev.resendmcp.state;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A journal of this replica alone. */
record LocalJournal(EmbeddedStore store, Clock clock) implements Journal {
    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        return store.update(Kind.JOURNAL, id, old -> next(old, change, clock.millis(), keep))
                .entry()
                .orElseThrow();
    }

    static Stored next(Optional<Stored> old, Function<Optional<Entry>, Entry> change, long now, Duration keep) {
        return Stored.after(old, Optional.of(change.apply(old.flatMap(Stored::entry))), now, keep);
    }

    @Override
    public long size() {
        return store.journalEntries();
    }
}
