package dev.resendmcp.mcp.skills;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that travel inside the jar. A jar cannot be asked what a folder holds, so an index file says it. */
final class PackagedFiles {
    private static final String FOLDER = "/skills/";
    private static final String INDEX = "index.txt";

    private PackagedFiles() {}

    static List<SkillFile> read() {
        return new String(bytes(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(path -> SkillFile.of(path, bytes(path)))
                .toList();
    }

    private static byte[] bytes(String path) {
        try (InputStream file = PackagedFiles.class.getResourceAsStream(FOLDER + path)) {
            if (file == null) {
                throw new IllegalStateException("There is no resource " + FOLDER + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
