package dev.resendmcp.state.store;

import dev.resendmcp.state.store.Journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records as entries of a journal. They never have an answer, so of two copies the newer one counts, or both if they are {@link
 * Counts}.
 *
 * @param journal holds them
 */
public record JournalRecords(Journal journal) implements Records {
    /** Prefix of their ids in the journal. */
    public static final String PREFIX = "record/";

    @Override
    public Optional<String> read(String id) {
        return journal.find(PREFIX + id).map(Entry::payloadHash);
    }

    @Override
    public String change(String id, Function<Optional<String>, String> change, Duration keep) {
        return journal.update(
                        PREFIX + id,
                        old -> new Entry(
                                PREFIX, change.apply(old.map(Entry::payloadHash)), Instant.EPOCH, Optional.empty()),
                        keep)
                .payloadHash();
    }
}
