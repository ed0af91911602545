package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import dev.resendmcp.release.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which process a line comes from.
 *
 * @param instance name of the instance; null for lines without one
 * @param version of the product; null for lines without one
 */
public record LineSource(String instance, String version) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final String INSTANCE = "instance";
    private static final String VERSION = "version";

    /** This build under the given name, or under that of the machine when the name is empty. */
    public static LineSource ofThisBuild(String instance) {
        return new LineSource(
                instance.isBlank() ? machine() : instance.strip(),
                Release.ofThisJar().version());
    }

    /** What {@link #keep} left; both are null when logging was not configured by this product. */
    static LineSource of(LoggerContext context) {
        return new LineSource(context.getProperty(INSTANCE), context.getProperty(VERSION));
    }

    /** Hands itself to the layouts that are built from now on, since layouts are built from settings of their own. */
    public void keep(LoggerContext context) {
        context.putProperty(INSTANCE, instance);
        context.putProperty(VERSION, version);
    }

    void addTo(Fields.LineRecord line) {
        line.add(INSTANCE, instance).add(VERSION, version);
    }

    /** From the kernel where it tells, as looking up the own address may wait for a name server. */
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
