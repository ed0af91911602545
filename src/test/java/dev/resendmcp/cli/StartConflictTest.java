package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process says when another one holds a port or the state directory: one sentence, before anything else starts. */
@Tag("slow")
class StartConflictTest {
    @TempDir
    Path directory;

    @Test
    void portInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String command : List.of("server", "check")) {
                Ended ended = run(new String[] {"MCP_PORT=" + taken.getLocalPort()}, command, "config.yml");
                assertThat(ended.err())
                        .singleElement()
                        .asString()
                        .startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 (MCP_PORT) is in use");
                assertThat(ended.code()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "sandbox", "check"})
    void onePortForBothIsRefusedWithItsNumber(String command) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Ended ended = run(new String[] {"MCP_PORT=" + port, "ADMIN_PORT=" + port}, command, "config.yml");
        assertThat(ended.err())
                .containsExactly("MCP_PORT and ADMIN_PORT are both " + port + ": give each its own port.");
        assertThat(ended.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "check"})
    void stateDirectoryInUseIsNamed(String command) throws Exception {
        Files.createDirectory(directory.resolve("state"));
        try (FileChannel lock = FileChannel.open(
                        directory.resolve("state").resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            Ended ended = run(new String[] {"STATE_DIR=state"}, command, "config.yml");
            assertThat(ended.err()).singleElement().asString().startsWith("STATE_DIR (state) is in use");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void checkLeavesOutWhatARunningInstanceHolds() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended =
                    run(new String[] {"MCP_PORT=" + taken.getLocalPort()}, "check", "--while-running", "config.yml");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
        }
    }

    /** With a key, on free ports unless the environment says otherwise. */
    private Ended run(String[] environment, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(environment));
        all.add("RESEND_API_KEY=re_sandbox");
        for (String port : List.of("MCP_PORT", "ADMIN_PORT")) {
            if (all.stream().noneMatch(entry -> entry.startsWith(port + "="))) {
                all.add(port + "=0");
            }
        }
        return ApplicationProcess.run(directory, all.toArray(String[]::new), arguments);
    }
}
