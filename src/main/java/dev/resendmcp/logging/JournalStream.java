package dev.resendmcp.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether standard error is read by systemd's journal, which takes the priority of a line from its beginning: {@code <3>} to
 * {@code <7>}, as syslog numbers them.
 */
public final class JournalStream {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private JournalStream() {}

    /** Begins a line that reports an error, if the journal reads it; empty otherwise. */
    public static String errorPrefix() {
        return isStandardError(System.getenv(), STANDARD_ERROR) ? "<3>" : "";
    }

    /** Whether the journal reads standard error of this process. */
    static boolean isStandardError() {
        return isStandardError(System.getenv(), STANDARD_ERROR);
    }

    /**
     * Compares what systemd has said in {@code JOURNAL_STREAM} with what a stream is now, as it may have been redirected since.
     *
     * @param environment of this process
     * @param stream a file that is the open stream
     */
    static boolean isStandardError(Map<String, String> environment, Path stream) {
        String journal = environment.getOrDefault("JOURNAL_STREAM", "");
        if (journal.isEmpty()) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(stream, "unix:dev,ino");
            return journal.equals(file.get("dev") + ":" + file.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
