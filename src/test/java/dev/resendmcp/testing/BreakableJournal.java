package dev.resendmcp.testing;

import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.MemoryJournal;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StateUnavailableException.StateUnresponsiveException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A journal in memory that can be broken, and remembers what it was told to keep. */
public final class BreakableJournal implements Journal {
    private final Journal journal;
    private final List<Entry> kept = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile boolean silent;

    /** @param clock tells when entries are over */
    public BreakableJournal(ManualClock clock) {
        journal = new MemoryJournal(clock::nanos);
    }

    /** Whether writing fails from now on. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Whether nobody answers from now on. */
    public void silent(boolean now) {
        silent = now;
    }

    /** All entries that were ever kept. */
    public List<Entry> kept() {
        return kept;
    }

    @Override
    public Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep) {
        if (broken) {
            throw new StateUnavailableException(new IOException("disk full"));
        }
        if (silent) {
            throw new StateUnresponsiveException();
        }
        Entry entry = journal.update(id, change, keep);
        kept.add(entry);
        return entry;
    }

    @Override
    public Optional<Entry> find(String id) {
        return journal.find(id);
    }

    @Override
    public long size() {
        return journal.size();
    }
}
