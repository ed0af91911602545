package dev.resendmcp.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build is running.
 *
 * @param version of the project
 * @param commit abbreviated id; {@code unknown} when it was built outside a repository
 */
public record Release(String version, String commit) {

    /** The build that this class belongs to. */
    public static Release ofThisJar() {
        Properties properties = new Properties();
        try (InputStream file = Release.class.getResourceAsStream("/release.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = properties.getProperty("commit");
        return new Release(properties.getProperty("version"), commit.contains("$") ? "unknown" : commit);
    }
}
