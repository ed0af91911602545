package dev.resendmcp.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Detects whether systemd's journal reads standard error. The journal takes the priority of a line from its prefix, {@code <3>}
 * to {@code <7>}, as in syslog.
 */
public final class JournalStream {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private JournalStream() {}

    /** The prefix of an error line if the journal reads standard error; otherwise empty. */
    public static String errorPrefix() {
        return isStandardError(System.getenv(), STANDARD_ERROR) ? "<3>" : "";
    }

    /** Whether the journal reads standard error of this process. */
    static boolean isStandardError() {
        return isStandardError(System.getenv(), STANDARD_ERROR);
    }

    /**
     * Compares {@code JOURNAL_STREAM}, which systemd sets, with the actual stream, which may have been redirected since.
     *
     * @param environment of this process
     * @param stream path of the open stream
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
