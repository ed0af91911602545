package dev.resendmcp.state.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A journal that ends with the process. */
public final class MemoryJournal implements Journal {
    private final Cache<String, Kept> entries;

    private record Kept(Entry entry, Duration keep) {}

    /** @param ticker time that passes, in nanoseconds */
    public MemoryJournal(Ticker ticker) {
        entries = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfter(Expiry.<String, Kept>writing((id, kept) -> kept.keep()))
                .build();
    }

    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        return entries.asMap()
                .compute(
                        id,
                        (same, kept) ->
                                new Kept(change.apply(Optional.ofNullable(kept).map(Kept::entry)), keep))
                .entry();
    }

    @Override
    public Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.getIfPresent(id)).map(Kept::entry);
    }

    @Override
    public long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
