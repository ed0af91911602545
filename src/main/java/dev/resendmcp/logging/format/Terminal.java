package dev.resendmcp.logging.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Distinguishes a terminal from a file or a pipe. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

    private Terminal() {}

    /** Whether standard error is a terminal. {@link System#console} covers the other two streams only. */
    static boolean isStandardError() {
        try {
            if (Files.isSymbolicLink(STANDARD_ERROR)) {
                return DEVICE.matcher(Files.readSymbolicLink(STANDARD_ERROR).toString())
                        .matches();
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
}
