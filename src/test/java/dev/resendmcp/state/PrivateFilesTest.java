package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but their owner reads the files of the state. */
@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
    @TempDir
    Path directory;

    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
    }

    @Test
    void directoryIs0700AndFilesAre0600() throws Exception {
        Path home = directory.resolve("state");
        States.put(states.embedded(home), "a", States.begun("key"));
        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(files(home))
                .hasSize(5)
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    @Test
    void widerModesOfAnEarlierReleaseAreTightened() throws Exception {
        Path home = directory.resolve("state");
        StateService first = states.embedded(home);
        States.put(first, "a", States.begun("key"));
        states.stop(first);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path file : files(home)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        assertThat(States.read(states.embedded(home), "a")).isPresent();
        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(files(home)).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    @Test
    void directoryInWhichAllMayWriteKeepsItsMode() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        states.embedded(directory);
        assertThat(mode(directory)).isEqualTo("rwxrwxrwx");
    }

    private static List<Path> files(Path home) throws Exception {
        try (Stream<Path> all = Files.list(home)) {
            return all.toList();
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
