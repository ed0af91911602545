package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.systemd.NotifyListener;
import dev.resendmcp.testing.ApplicationProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that systemd has started, as systemd sees it. */
@Tag("slow")
class SystemdProcessTest {
    @TempDir
    Path directory;

    @Test
    void readinessIsSaidWhenItServesAndStoppingWhenItBeginsToStop() throws Exception {
        try (NotifyListener listener = new NotifyListener(socket())) {
            Process service = start(Map.of("WATCHDOG_USEC", "3000000"));
            try {
                assertThat(listener.await(message -> message.startsWith("READY=1")))
                        .contains("STATUS=Serving 145 tools; ");
                assertThat(errors()).contains(" tools at ");
                listener.awaitLine("WATCHDOG=1");
                service.destroy();
                assertThat(listener.awaitLine("STOPPING=1")).contains("STATUS=Stopping: ");
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void badSettingEndsItWithoutReadiness() throws Exception {
        try (NotifyListener listener = new NotifyListener(socket())) {
            Process service = start(Map.of("RATE_LIMIT", "many"));
            assertThat(service.waitFor()).isEqualTo(1);
            assertThat(errors()).startsWith("RATE_LIMIT ");
            assertThat(listener.messages()).isEmpty();
        }
    }

    @Test
    void socketThatCannotBeReachedIsNamed() throws Exception {
        Process service = start(Map.of("NOTIFY_SOCKET", "nowhere"));
        assertThat(service.waitFor()).isEqualTo(1);
        assertThat(errors()).contains("NOTIFY_SOCKET must be an absolute path");
    }

    private Process start(Map<String, String> more) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "NOTIFY_SOCKET", socket(),
                "MCP_PORT", "0",
                "ADMIN_PORT", "0",
                "LOG_DIR", "logs"));
        variables.putAll(more);
        return ApplicationProcess.in(directory, variables, List.of(), List.of("sandbox", "config.yml"))
                .start();
    }

    private String socket() {
        return directory.resolve("notify").toString();
    }

    private String errors() throws Exception {
        return Files.readString(directory.resolve("err"));
    }
}
