package dev.resendmcp.state.store;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries on the disk of this process. All work is done by one thread: so each change happens in one step, no interrupt
 * of a caller can close a file, and all changes that come together are made safe together, by one round of writing. Whatever
 * goes wrong with the files, they are closed and, a second later, opened again in the way that repairs them. Whatever ends the
 * thread's work, those who wait for it hear of it, and the work begins again.
 */
public final class EmbeddedStore {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedStore.class);
    /** Longest wait for a disk that hangs; busy ones have been seen to take more than ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Opening reads all there is. */
    private static final Duration OPENING = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TRIAL_KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_COMPACTIONS = Duration.ofSeconds(30);

    private final StoreDirectory home;
    private final String namespace;
    private final Clock clock;
    private final StoreQueue queue = new StoreQueue(PATIENCE);
    private final Thread thread;

    private volatile long entries;
    private volatile Trouble trouble;

    // Of the thread alone.
    private Mirrors mirrors;
    private Exception lastFailure;
    private long nextOpening = System.nanoTime();
    private long nextCompaction = System.nanoTime();

    public EmbeddedStore(StateDirectory directory, String namespace, Clock clock, Supervisor threads) {
        this.home = new StoreDirectory(directory);
        this.namespace = namespace;
        this.clock = clock;
        this.thread = threads.thread(ServiceThread.STATE_STORE, this::run);
    }

    /** Throws {@link StateInUseException} when another process has the directory; starts without it when it cannot be written. */
    public void start() {
        thread.start();
        try {
            queue.add(new StoreTask<>(open -> null)).await(OPENING);
        } catch (StateUnavailableException e) {
            if (e.getCause() instanceof StateInUseException inUse) {
                stop();
                throw inUse;
            }
        }
    }

    /** Finishes what has begun and closes the files. */
    public void stop() {
        queue.close();
        Uninterruptibles.joinUninterruptibly(thread, PATIENCE);
    }

    /**
     * Changes what is kept in one step; it is safe from a crash of the machine when this returns.
     *
     * @param change gets what is kept and still has time, and gives what to keep; what it throws reaches the caller
     */
    StoredEntry update(EntryType kind, String id, Function<Optional<StoredEntry>, StoredEntry> change) {
        String key = prefix(kind) + id;
        return submit(open -> {
            Optional<StoredEntry> old = open.get(key, clock.millis());
            StoredEntry next = StoreTask.ofCaller(() -> change.apply(old));
            if (!Optional.of(next).equals(old)) {
                open.put(key, next);
            }
            return next;
        });
    }

    /** Keeps the better of what is kept here and what comes from elsewhere. */
    public void merge(EntryType kind, String id, StoredEntry other) {
        update(kind, id, own -> own.map(stored -> stored.or(other)).orElse(other));
    }

    public Optional<StoredEntry> get(EntryType kind, String id) {
        String key = prefix(kind) + id;
        return submit(open -> open.get(key, clock.millis()));
    }

    /** Some of what is kept of one kind, by id, in the order of the ids, from the first after a given one on. */
    public List<Map.Entry<String, StoredEntry>> page(EntryType kind, String after, int most) {
        String prefix = prefix(kind);
        return submit(open -> open.page(prefix + after, most).stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> Map.entry(entry.getKey().substring(prefix.length()), entry.getValue()))
                .toList());
    }

    private String prefix(EntryType kind) {
        return kind.prefix() + namespace + "/";
    }

    /** Entries of the journal; those whose time is over leave this number within a second. */
    public long journalEntries() {
        return entries;
    }

    /** Why changes are not made safe now; asks no one. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble)
                .or(() -> queue.isSilent()
                        ? Optional.of(new Trouble(clock.instant().minus(queue.silence()), "no answer"))
                        : Optional.empty());
    }

    /**
     * Writes a value, makes it safe and reads it back.
     *
     * @throws StateUnavailableException when that does not succeed in this time
     */
    void tryOut(Duration patience) {
        String key = prefix(EntryType.TRIAL);
        StoredEntry value = StoredEntry.after(
                Optional.empty(),
                Optional.of(new Journal.Entry(UUID.randomUUID().toString(), "", clock.instant(), Optional.empty())),
                clock.millis(),
                TRIAL_KEPT);
        queue.add(new StoreTask<>(open -> {
                    open.put(key, value);
                    return null;
                }))
                .await(patience);
        Optional<StoredEntry> read = queue.add(new StoreTask<>(open -> open.get(key, clock.millis())))
                .await(patience);
        if (read.filter(value::equals).isEmpty()) {
            throw new StateUnavailableException(new IOException("what was written is not what is read"));
        }
    }

    private <T> T submit(Function<Mirrors, T> body) {
        return queue.add(new StoreTask<>(body)).await(PATIENCE);
    }

    private void run() {
        try {
            while (!queue.isFinished()) {
                serve(queue.next(PAUSE));
            }
        } catch (RuntimeException | Error e) {
            lastFailure = new IllegalStateException(e);
            queue.failAll(lastFailure);
            unwell();
            throw e;
        }
        try {
            if (mirrors != null) {
                mirrors.close();
            }
        } catch (RuntimeException e) {
            log.warn("The state was not closed well ({}); nothing that was promised is lost", FailureReason.of(e));
        }
        home.release();
    }

    private void serve(List<StoreTask<?>> batch) {
        if (mirrors == null && System.nanoTime() - nextOpening < 0) {
            fail(batch);
            return;
        }
        try {
            Mirrors open = opened();
            batch.forEach(work -> work.doOn(open));
            open.sweep(clock.millis());
            open.commit();
            entries = open.count(prefix(EntryType.JOURNAL));
            well();
            batch.forEach(StoreTask::finish);
            compactSometimes(open);
        } catch (IOException | RuntimeException e) {
            lastFailure = e;
            unwell();
            fail(batch);
        }
    }

    private void fail(List<StoreTask<?>> batch) {
        batch.forEach(work -> work.fail(new StateUnavailableException(lastFailure)));
    }

    private Mirrors opened() throws IOException {
        if (mirrors == null) {
            mirrors = home.open(clock.millis());
        }
        return mirrors;
    }

    private void compactSometimes(Mirrors open) {
        if (System.nanoTime() - nextCompaction > 0) {
            nextCompaction = System.nanoTime() + BETWEEN_COMPACTIONS.toNanos();
            open.compact();
        }
    }

    private void well() {
        if (trouble != null) {
            trouble = null;
            log.info("The state can be written again");
        }
    }

    private void unwell() {
        if (mirrors != null) {
            mirrors.abandon();
            mirrors = null;
        }
        nextOpening = System.nanoTime() + PAUSE.toNanos();
        if (trouble == null) {
            trouble = new Trouble(clock.instant(), FailureReason.of(lastFailure));
            log.warn(
                    "The state cannot be written ({}): see STATE_DIR; this is tried again each second",
                    trouble.reason());
        }
    }
}
