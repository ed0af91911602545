package dev.resendmcp.testing;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code systemd/resend-full-mcp.service} says about memory. */
public final class UnitFile {
    private static final Pattern FLAGS = Pattern.compile("(?m)^ExecStart=/usr/bin/java (.*) -jar ");
    private static final Pattern ARENAS = Pattern.compile("(?m)^Environment=(MALLOC_ARENA_MAX=\\d+)$");
    private static final Pattern LIMIT = Pattern.compile("(?m)^MemoryMax=(\\d+)M$");

    private UnitFile() {}

    /** Flags of the JVM. */
    public static List<String> flags() {
        return Splitter.on(' ').splitToList(first(FLAGS));
    }

    /** The variable that bounds the pools of the C library, as {@code NAME=value}. */
    public static String arenas() {
        return first(ARENAS);
    }

    /** Most memory that the service may take, in MiB. */
    public static int limit() {
        return Integer.parseInt(first(LIMIT));
    }

    private static String first(Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(Path.of("systemd/resend-full-mcp.service")));
            if (!matcher.find()) {
                throw new IllegalStateException("The unit has no " + pattern);
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
