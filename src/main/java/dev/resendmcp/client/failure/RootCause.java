package dev.resendmcp.client.failure;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The deepest cause of a failure in words that may be shown: hosts, addresses, URLs and class names of the JVM are masked.
 *
 * @param type simple name of the exception's class
 * @param text what it says, in one line of at most 200 characters without a period at its end; empty when nothing is left of it
 */
public record RootCause(String type, String text) {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 200;
    private static final String MASK = "****";

    private static final Pattern URL = Pattern.compile("\\w+://\\S+");
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*: ?");
    private static final Pattern HOST =
            Pattern.compile("(?i)\\b[\\w*-]+(?:\\.[\\w-]+)*\\.[a-z]{2,}(?::\\d+)?\\b|\\blocalhost(?::\\d+)?\\b");
    private static final Pattern ADDRESS = Pattern.compile(
            "/?\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b|\\[?(?:[0-9a-fA-F]{0,4}:){2,}[0-9a-fA-F]{0,4}]?");
    /** What is left of a sentence about a host when the host was all it said. */
    private static final Pattern NOTHING = Pattern.compile("[\\s*/:,]*");

    private static final Pattern PERIOD_AT_END = Pattern.compile("[.\\s]+$");
    private static final Pattern LEADING_MASK = Pattern.compile("^[*]{4}:? +");

    /** Reads it from what was thrown. */
    public static RootCause of(Throwable thrown) {
        Throwable root = causes(thrown).reduce(thrown, (outer, inner) -> inner);
        return new RootCause(root.getClass().getSimpleName(), speaks(root) ? mask(root.getMessage()) : "");
    }

    /** What was thrown, and its causes from the outermost to the deepest. */
    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(DEEPEST);
    }

    /** What the network and TLS say is of use; parsers and others repeat what they have read, which may be anything. */
    private static boolean speaks(Throwable root) {
        boolean network = root instanceof IOException && !(root instanceof JacksonException);
        return root.getMessage() != null && (network || root instanceof GeneralSecurityException);
    }

    /** For a log line: the class, and what it says. */
    public String describe() {
        return text.isEmpty() ? type : type + ": " + text;
    }

    private static String mask(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        line = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        line = CLASS_NAME.matcher(line).replaceAll("");
        line = URL.matcher(line).replaceAll(MASK);
        line = ADDRESS.matcher(line).replaceAll(MASK);
        line = HOST.matcher(line).replaceAll(MASK);
        line = LEADING_MASK.matcher(line).replaceFirst("");
        line = PERIOD_AT_END.matcher(line).replaceFirst("");
        return NOTHING.matcher(line).matches() ? "" : line;
    }
}
