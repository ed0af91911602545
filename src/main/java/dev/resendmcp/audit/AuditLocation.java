package dev.resendmcp.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a process writes its audit files.
 *
 * @param directory of the chain or, if shared, of a folder for each process
 * @param shared whether several processes write at the same time
 * @param key chains the lines; null for one beside the files
 * @param maxFileSize size in bytes at which the next file begins
 */
public record AuditLocation(Path directory, boolean shared, AuditKey key, long maxFileSize) {
    /** More than the number of processes that desktop clients start on one machine. */
    private static final int MOST_PROCESSES = 64;

    /** Opens the chain of this process. */
    AuditWriter open() throws IOException {
        for (int number = 1; number <= (shared ? MOST_PROCESSES : 1); number++) {
            Path chain = shared ? directory.resolve("stdio-" + number) : directory;
            Optional<AuditWriter> free = AuditWriter.open(chain, key, maxFileSize);
            if (free.isPresent()) {
                return free.get();
            }
        }
        throw new IOException("another process writes to the directory; give each its own AUDIT_DIR");
    }
}
