package dev.resendmcp.state.store;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.StoreQueue.Task;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries on the local disk. One thread does all the work: changes are atomic, an interrupt of a caller cannot close a file, and
 * concurrent changes are flushed together. After any failure, the files are closed and, a second later, reopened and repaired.
 * If the thread dies, all callers are notified, and it is restarted.
 */
public final class EmbeddedStore {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedStore.class);
    /** Longest wait for a hanging disk; busy disks have taken more than ten seconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    /** Opening reads everything. */
    private static final Duration MAX_OPENING = Duration.ofMinutes(2);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TRIAL_LIFE = Duration.ofHours(1);
    private static final Duration BETWEEN_COMPACTIONS = Duration.ofSeconds(30);

    private final StoreDirectory home;
    private final String namespace;
    private final Clock clock;
    private final StoreQueue queue = new StoreQueue(MAX_WAIT);
    private final Consumer<Duration> flushed;
    private final Thread thread;

    private volatile Size size = new Size(0, 0, 0);
    private volatile Trouble trouble;

    // Confined to the thread.
    private Mirrors mirrors;
    private Exception lastFailure;
    private long nextOpening = System.nanoTime();
    private long nextCompaction = System.nanoTime();

    /** @param flushed is given the time of each write to disk */
    public EmbeddedStore(
            StateDirectory directory, String namespace, Clock clock, Supervisor threads, Consumer<Duration> flushed) {
        this.home = new StoreDirectory(directory);
        this.namespace = namespace;
        this.clock = clock;
        this.flushed = flushed;
        this.thread = threads.thread(ServiceThread.STATE_STORE, this::run);
    }

    /**
     * Sizes of what is stored.
     *
     * @param journalEntries number of journal entries; expired ones are subtracted within a second
     * @param journalBytes size of these entries as text
     * @param fileBytes size of the files
     */
    public record Size(long journalEntries, long journalBytes, long fileBytes) {}

    /** Throws {@link StateInUseException} if another process uses the directory; starts anyway if it cannot be written. */
    public void start() {
        thread.start();
        try {
            queue.add(new Task<>(open -> null)).await(MAX_OPENING);
        } catch (StateUnavailableException e) {
            if (e.getCause() instanceof StateInUseException inUse) {
                stop();
                throw inUse;
            }
        }
    }

    /** Finishes queued work and closes the files. */
    public void stop() {
        queue.close();
        Uninterruptibles.joinUninterruptibly(thread, MAX_WAIT);
    }

    /** Changes an entry atomically; when this returns, the change survives a crash. Exceptions of the change reach the caller. */
    StoredEntry update(StoredEntry.Type type, String id, Function<Optional<StoredEntry>, StoredEntry> change) {
        return submit(changing(type, id, change));
    }

    /** Changes an entry atomically: later calls see the change, and it survives a crash within about a second. */
    void updateSoon(
            StoredEntry.Type type,
            String id,
            Function<Optional<StoredEntry>, StoredEntry> change,
            Consumer<StateUnavailableException> failed) {
        Task<StoredEntry> task = new Task<>(changing(type, id, change));
        task.onFailure(failed);
        queue.addSoon(task);
    }

    private Function<Mirrors, StoredEntry> changing(
            StoredEntry.Type type, String id, Function<Optional<StoredEntry>, StoredEntry> change) {
        String key = prefix(type) + id;
        return open -> open.change(key, clock.millis(), old -> Task.ofCaller(() -> change.apply(old)));
    }

    /** Keeps the better of our entry and another copy. */
    public void merge(StoredEntry.Type type, String id, StoredEntry other) {
        update(type, id, own -> own.map(stored -> stored.or(other)).orElse(other));
    }

    public Optional<StoredEntry> get(StoredEntry.Type type, String id) {
        String key = prefix(type) + id;
        return submit(open -> open.get(key, clock.millis()));
    }

    /** Some entries of a type, ordered by id, starting after a given id. */
    public List<Map.Entry<String, StoredEntry>> page(StoredEntry.Type type, String after, int most) {
        String prefix = prefix(type);
        return submit(open -> open.page(prefix + after, most).stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> Map.entry(entry.getKey().substring(prefix.length()), entry.getValue()))
                .toList());
    }

    private String prefix(StoredEntry.Type type) {
        return type.prefix() + namespace + "/";
    }

    /** How much is stored; cheap. */
    public Size size() {
        return size;
    }

    /** Why changes cannot be stored now; cheap. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble)
                .or(() -> queue.isSilent()
                        ? Optional.of(new Trouble(clock.instant().minus(queue.silence()), "no answer"))
                        : Optional.empty());
    }

    /** Writes a value, flushes it and reads it back; throws {@link StateUnavailableException} if that fails or takes too long. */
    public void tryOut(Duration maxWait) {
        String key = prefix(StoredEntry.Type.TRIAL);
        StoredEntry value = StoredEntry.after(
                Optional.empty(),
                Optional.of(new Journal.Entry(UUID.randomUUID().toString(), "", clock.instant(), Optional.empty())),
                clock.millis(),
                TRIAL_LIFE);
        var unused = queue.add(new Task<>(open -> open.change(key, clock.millis(), old -> value)))
                .await(maxWait);
        Optional<StoredEntry> read =
                queue.add(new Task<>(open -> open.get(key, clock.millis()))).await(maxWait);
        if (read.filter(value::equals).isEmpty()) {
            throw new StateUnavailableException(new IOException("the value read is not the value written"));
        }
    }

    private <T> T submit(Function<Mirrors, T> body) {
        return queue.add(new Task<>(body)).await(MAX_WAIT);
    }

    private void run() {
        try {
            while (!queue.isFinished()) {
                serve(queue.next(RETRY_INTERVAL));
            }
        } catch (RuntimeException | Error e) {
            lastFailure = new IllegalStateException(e);
            queue.failAll(lastFailure);
            failed();
            throw e;
        }
        try {
            if (mirrors != null) {
                mirrors.close();
            }
        } catch (RuntimeException e) {
            log.warn("Closing the state failed ({}); no committed entry is lost", Trouble.reason(e));
        }
        home.release();
    }

    private void serve(List<Task<?>> batch) {
        if (mirrors == null && System.nanoTime() - nextOpening < 0) {
            fail(batch);
            return;
        }
        try {
            Mirrors open = opened();
            batch.forEach(work -> work.doOn(open));
            open.sweep(clock.millis());
            open.flush().ifPresent(flushed);
            size = open.size(prefix(StoredEntry.Type.JOURNAL));
            recovered();
            batch.forEach(Task::finish);
            open.checkpointIfDue();
            compactIfDue(open);
        } catch (IOException | RuntimeException e) {
            lastFailure = e;
            failed();
            fail(batch);
        }
    }

    private void fail(List<Task<?>> batch) {
        batch.forEach(work -> work.fail(new StateUnavailableException(lastFailure)));
    }

    private Mirrors opened() throws IOException {
        if (mirrors == null) {
            mirrors = home.open(clock.millis());
        }
        return mirrors;
    }

    private void compactIfDue(Mirrors open) {
        if (System.nanoTime() - nextCompaction > 0) {
            nextCompaction = System.nanoTime() + BETWEEN_COMPACTIONS.toNanos();
            open.compact();
        }
    }

    private void recovered() {
        if (trouble != null) {
            trouble = null;
            log.info("The state can be written again");
        }
    }

    private void failed() {
        if (mirrors != null) {
            mirrors.abandon();
            mirrors = null;
        }
        nextOpening = System.nanoTime() + RETRY_INTERVAL.toNanos();
        if (trouble == null) {
            trouble = Trouble.of(clock.instant(), lastFailure);
            log.warn("The state cannot be written ({}): see STATE_DIR; retrying each second", trouble.reason());
        }
    }
}
