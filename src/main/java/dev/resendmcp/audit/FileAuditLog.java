package dev.resendmcp.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.audit.AuditEvent.Kind;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;
import dev.resendmcp.digest.CanonicalJson;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log to files. Callers that wait for the disk at the same time are served by one flush, which also serves what
 * nobody waits for.
 */
public final class FileAuditLog implements AuditLog, Managed {
    private static final Logger log = LoggerFactory.getLogger(FileAuditLog.class);

    /** Between two tries to open a log, because each reads a file. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AuditLocation location;
    private final AuditMetrics metrics;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final Lock disk = new ReentrantLock();
    private volatile AuditWriter writer;
    private long failedOpen;
    private boolean closed;
    private volatile String trouble;

    /** A line that waits for the disk; its fields are guarded by the lock. */
    private static final class Entry {
        private final Kind kind;
        private final String fields;
        private final boolean flush;
        private boolean done;
        private String failure;

        private Entry(AuditEvent event, String fields, boolean flush) {
            this.kind = event.kind();
            this.fields = fields;
            this.flush = flush;
        }
    }

    /** Opens the log when it starts; if that fails, later uses try again. */
    public FileAuditLog(AuditLocation location, AuditMetrics metrics, Clock clock) {
        this.location = location;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void start() {
        note(AuditEvent.of(Kind.START, new Caller("service"), CallOrigin.UNKNOWN, ""));
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public void record(AuditEvent event) throws AuditUnavailableException {
        Entry entry = new Entry(event, event.fields(clock.instant()), true);
        waiting.add(entry);
        String failure;
        disk.lock();
        try {
            if (!entry.done) {
                write();
            }
            failure = entry.failure;
        } finally {
            disk.unlock();
        }
        writeNotes();
        if (failure != null) {
            throw new AuditUnavailableException(failure);
        }
    }

    @Override
    public void note(AuditEvent event) {
        waiting.add(new Entry(event, event.fields(clock.instant()), false));
        writeNotes();
    }

    /** A thread that has the disk writes what others note meanwhile, so that they need not wait. */
    private void writeNotes() {
        while (!waiting.isEmpty() && disk.tryLock()) {
            try {
                write();
            } finally {
                disk.unlock();
            }
        }
    }

    /** Flushes what was noted. */
    public void flush() {
        disk.lock();
        try {
            if (writer != null && !closed) {
                writer.flush();
            }
        } catch (IOException e) {
            failed(reason(e));
        } finally {
            disk.unlock();
        }
        writeNotes();
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        for (Entry next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        String failure = null;
        try {
            opened().append(
                            batch.stream().map(entry -> entry.fields).toList(),
                            batch.stream().anyMatch(entry -> entry.flush));
            recovered();
        } catch (IOException | RuntimeException e) {
            failure = reason(e);
            failed(failure);
        }
        for (Entry entry : batch) {
            entry.done = true;
            entry.failure = failure;
            if (failure == null) {
                metrics.written(entry.kind);
            } else {
                metrics.failed();
            }
        }
    }

    private AuditWriter opened() throws IOException {
        if (closed) {
            throw new IOException("the service has stopped");
        }
        if (writer == null) {
            if (trouble != null && System.nanoTime() - failedOpen < PAUSE.toNanos()) {
                throw new IOException(trouble);
            }
            failedOpen = System.nanoTime();
            writer = location.open();
            AuditHead last = writer.last();
            log.atInfo()
                    .addKeyValue("lines", last.seq())
                    .addKeyValue("chain", last.chain())
                    .addKeyValue("unfinished_bytes", writer.unfinished())
                    .log("The audit log is open");
            if (!writer.isHeadWhole()) {
                log.warn(
                        "audit.head was damaged, so the last lines may be missing: compare the line before with the last"
                                + " number that was kept elsewhere");
            }
        }
        return writer;
    }

    private void recovered() {
        if (trouble != null) {
            trouble = null;
            log.info("The audit log can be written again");
        }
    }

    private void failed(String failure) {
        if (trouble == null) {
            log.error("The audit log cannot be written: {}", failure);
        }
        trouble = failure;
    }

    private static String reason(Exception e) {
        if (e instanceof FileSystemException file) {
            return file.getClass().getSimpleName() + (file.getReason() == null ? "" : ": " + file.getReason());
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    @Override
    public String digest(JsonNode arguments) {
        byte[] digest = CanonicalJson.sha256(arguments).getBytes(StandardCharsets.US_ASCII);
        AuditWriter open = writer;
        if (open != null) {
            return open.digest(digest);
        }
        disk.lock();
        try {
            return opened().digest(digest);
        } catch (IOException e) {
            // Nothing can be recorded either.
            return "";
        } finally {
            disk.unlock();
        }
    }

    @Override
    public Optional<String> trouble() {
        if (trouble != null) {
            note(AuditEvent.of(Kind.START, new Caller("service"), CallOrigin.UNKNOWN, ""));
        }
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        disk.lock();
        try {
            write();
            closed = true;
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            log.error("The audit log could not be closed: {}", reason(e));
        } finally {
            disk.unlock();
        }
    }
}
