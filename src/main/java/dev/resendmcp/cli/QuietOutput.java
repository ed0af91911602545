package dev.resendmcp.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps the plain-text messages that logging libraries print during setup off standard output. */
public final class QuietOutput {
    private QuietOutput() {}

    /** Discards everything written to {@link System#out} from now on. Commands that print keep the original stream. */
    public static void silence() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
