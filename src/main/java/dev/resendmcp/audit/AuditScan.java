package dev.resendmcp.audit;

import dev.resendmcp.audit.AuditFiles.Numbered;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/** Follows the chain through files, one after the other. Not safe for use by several threads. */
final class AuditScan {
    private static final int BUFFER = 1 << 16;

    private final AuditKey key;
    private AuditHead last;
    private Optional<AuditHead> watched = Optional.empty();
    private boolean watchedFound = true;
    private long good;
    private long unfinished;

    /** @param from the line before the first one to read */
    AuditScan(AuditKey key, AuditHead from) {
        this.key = key;
        this.last = from;
    }

    /** A fault of a chain. */
    record Fault(String file, long line, long seq, String reason) {
        @Override
        public String toString() {
            return file + (line > 0 ? ", line " + line : "") + (seq > 0 ? " (seq " + seq + ")" : "") + ": " + reason;
        }
    }

    /** Checks that the line with the number of this head has its digest. */
    void watch(AuditHead head) {
        watched = Optional.of(head).filter(known -> known.seq() > last.seq());
        watchedFound = watched.isEmpty();
    }

    /** The last good line. */
    AuditHead last() {
        return last;
    }

    /** Whether the line to watch for was found. */
    boolean foundWatched() {
        return watchedFound;
    }

    /** Bytes of the last file up to the end of its last good line. */
    long good() {
        return good;
    }

    /** Bytes after the last line end of the last file. */
    long unfinished() {
        return unfinished;
    }

    /** Follows the chain through a file, up to the first fault. */
    Optional<Fault> file(Numbered file) throws IOException {
        good = 0;
        long number = 0;
        String name = file.path().getFileName().toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                number++;
                Optional<String> reason = line(line.toByteArray());
                if (reason.isPresent()) {
                    return Optional.of(new Fault(name, number, last.seq() + 1, reason.get()));
                }
                good += line.size() + 1L;
                line.reset();
            }
            unfinished = line.size();
        }
        return Optional.empty();
    }

    private Optional<String> line(byte[] bytes) {
        Optional<ChainedLine> read = ChainedLine.read(bytes);
        if (read.isEmpty()) {
            return Optional.of("is not a line of this log; it was changed or added");
        }
        ChainedLine line = read.get();
        if (!line.follows(last.chain(), key)) {
            return Optional.of(
                    "does not follow the line before it: one of both was changed, added, removed or moved, or"
                            + " AUDIT_KEY is another one");
        }
        if (line.seq() != last.seq() + 1) {
            return Optional.of("has the number " + line.seq());
        }
        last = new AuditHead(line.seq(), line.chain());
        watchedFound |= watched.filter(last::equals).isPresent();
        return Optional.empty();
    }
}
