package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import dev.resendmcp.release.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that a line comes from. Both are null for lines without them. */
public record LineSource(String instance, String version) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final String INSTANCE = "instance";
    private static final String VERSION = "version";

    /** This build under the given name, or under the host name when the name is empty. */
    public static LineSource ofThisBuild(String instance) {
        return new LineSource(
                instance.isBlank() ? machine() : instance.strip(),
                Release.ofThisJar().version());
    }

    /** The values stored by {@link #keep}; both are null when this product did not configure logging. */
    static LineSource of(LoggerContext context) {
        return new LineSource(context.getProperty(INSTANCE), context.getProperty(VERSION));
    }

    /** Stores the values in the context for layouts built later, because each layout is built from its own settings. */
    public void keep(LoggerContext context) {
        context.putProperty(INSTANCE, instance);
        context.putProperty(VERSION, version);
    }

    void addTo(Fields.LineRecord line) {
        line.add(INSTANCE, instance).add(VERSION, version);
    }

    /** Asks the kernel if possible, because looking up the local address may wait for a name server. */
    private static String machine() {
        try {
            return Files.isReadable(HOST_NAME)
                    ? Files.readString(HOST_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
