package dev.resendmcp.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import dev.resendmcp.testing.RunningService;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command selftest prints, and its exit code. */
@Tag("slow")
class SelfTestCommandTest {
    @TempDir
    Path directory;

    @Test
    void healthyServiceEndsWithExitCodeZero() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            Ended ended = ApplicationProcess.run(
                    directory,
                    new String[] {"MCP_PORT=" + service.uri("/").getPort()},
                    "selftest",
                    "config.yml",
                    "--json");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
            JsonNode report =
                    new ObjectMapper().readTree(directory.resolve("out").toFile());
            assertThat(report.path("ok").asBoolean()).isTrue();
            assertThat(report.path("checks").findValuesAsText("check")).contains("send_email", "cancel_email");
        }
    }

    @Test
    void serviceThatDoesNotRunEndsWithExitCodeOne() throws Exception {
        Ended ended = ApplicationProcess.run(directory, new String[] {"MCP_PORT=1"}, "selftest", "config.yml");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(directory.resolve("out")).content().contains("failed", "Nothing answers at http://127.0.0.1:1/mcp");
    }
}
