package dev.resendmcp.logging.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What reads standard error: a terminal, systemd's journal, or neither. */
public final class StandardError {
    private static final Path STREAM = Path.of("/proc/self/fd/2");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

    private StandardError() {}

    /** Whether it is a terminal. {@link System#console} covers the other two streams only. */
    static boolean isTerminal() {
        try {
            if (Files.isSymbolicLink(STREAM)) {
                return DEVICE.matcher(Files.readSymbolicLink(STREAM).toString()).matches();
            }
            // Not Linux: ask a program that inherits standard error.
            return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** The prefix of an error line if the journal reads it, which takes the priority of a line from there; otherwise empty. */
    public static String errorPrefix() {
        return isJournal() ? "<3>" : "";
    }

    /** Whether the journal reads standard error of this process. */
    public static boolean isJournal() {
        return isJournal(System.getenv(), STREAM);
    }

    /** Compares {@code JOURNAL_STREAM}, which systemd sets, with the open stream, which may have been redirected since. */
    static boolean isJournal(Map<String, String> environment, Path stream) {
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
