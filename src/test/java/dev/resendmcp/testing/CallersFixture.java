package dev.resendmcp.testing;

import dev.resendmcp.access.callers.CallerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of callers as operators write it: replaced as a whole, readable by nobody else. */
public final class CallersFixture {
    private final Path file;

    /** @param directory that the file is in */
    public CallersFixture(Path directory) {
        this.file = directory.resolve("callers.yml");
    }

    /** Where the file is. */
    public Path path() {
        return file;
    }

    /**
     * An entry.
     *
     * @param keys further keys, a line each, without indentation
     */
    public static String entry(String name, CallerToken token, String... keys) {
        StringBuilder entry = new StringBuilder(
                "  - name: " + name + "\n    token_hash: \"" + token.hash().text() + "\"\n");
        for (String key : keys) {
            entry.append("    ").append(key).append('\n');
        }
        return entry.toString();
    }

    /** Replaces the file. */
    public void write(String... entries) {
        writeText("callers:" + (entries.length == 0 ? " []" : "") + "\n" + String.join("", entries));
    }

    /** Replaces the file by any text. */
    public void writeText(String text) {
        try {
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "new",
                    ".yml",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
