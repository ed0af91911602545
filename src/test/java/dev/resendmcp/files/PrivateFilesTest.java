package dev.resendmcp.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
    @TempDir
    Path directory;

    @Test
    void missingParentsArePrivateToo() throws IOException {
        PrivateFiles.createDirectories(directory.resolve("a/b"));
        assertThat(mode(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void existingFileKeepsItsModeUntilItIsRestricted() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PrivateFiles.createFile(file)).isFalse();
        assertThat(mode(file)).isEqualTo("rw-r--r--");
        assertThat(PrivateFiles.restrict(file)).isTrue();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.restrict(file)).isFalse();
    }

    @Test
    void narrowerModeIsLeftAlone() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(PrivateFiles.restrict(file)).isFalse();
        assertThat(mode(file)).isEqualTo("r--------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
