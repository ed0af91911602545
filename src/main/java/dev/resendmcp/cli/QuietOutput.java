package dev.resendmcp.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps plain text of the logging libraries, printed while they are set up, away from standard output. */
final class QuietOutput {
    private QuietOutput() {}

    /** Nothing of ours prints to standard output by way of {@link System}; commands have writers of their own. */
    static void silence() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
