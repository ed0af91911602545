package dev.resendmcp.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Records who did what. Safe for use by many threads; calls at the same time share a write to the disk. */
public interface AuditLog extends AutoCloseable {
    /**
     * Records an event. When this returns, the event is on the disk.
     *
     * @throws AuditUnavailableException if it could not be written
     */
    void record(AuditEvent event) throws AuditUnavailableException;

    /**
     * Records an event of something that has happened already, without waiting for the disk: the event survives the end of the
     * process at once, and a crash of the machine within about a second. A failure is logged and counted, and the health check fails.
     */
    void note(AuditEvent event);

    /** A keyed digest of arguments, by which equal calls are recognised; tells nothing about them to those without the key. */
    String digest(JsonNode arguments);

    /** Why nothing can be written now; empty while all is well. Tries again if the last write failed. */
    Optional<String> trouble();

    @Override
    void close();

    /** A log that records nothing. */
    static AuditLog none() {
        return new AuditLog() {
            @Override
            public void record(AuditEvent event) {
                // Audit is off.
            }

            @Override
            public void note(AuditEvent event) {
                // Likewise.
            }

            @Override
            public String digest(JsonNode arguments) {
                return "";
            }

            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }
}
