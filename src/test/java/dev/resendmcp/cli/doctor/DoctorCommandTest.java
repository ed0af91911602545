package dev.resendmcp.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import dev.resendmcp.testing.RunningService;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command doctor prints, and its exit code. */
@Tag("slow")
class DoctorCommandTest {
    @TempDir
    Path directory;

    @Test
    void besideARunningServiceItPassesAndDisturbsNothing() throws Exception {
        Path state = directory.resolve("state");
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("STATE_DIR", state.toString()))) {
            Ended ended = run(
                    new String[] {
                        "RESEND_API_KEY=" + SeedData.FULL_ACCESS_KEY,
                        "RESEND_API_BASE_URL=" + resend.baseUri(),
                        "STATE_DIR=" + state,
                        "MCP_PORT=" + service.uri("/").getPort(),
                        "ADMIN_PORT=" + service.admin("/").getPort()
                    },
                    "doctor",
                    "config.yml");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
            assertThat(directory.resolve("out"))
                    .content()
                    .contains(
                            "MCP_PORT (127.0.0.1:" + service.uri("/").getPort() + ") is in use by the running service.",
                            "ADMIN_PORT (127.0.0.1:" + service.admin("/").getPort()
                                    + ") is in use by the running service.");
            assertThat(service.passes("state")).isTrue();
        }
    }

    @Test
    void failureEndsWithExitCodeOneAndJsonSaysWhich() throws Exception {
        Ended ended = run(
                new String[] {"RESEND_API_KEY=re_sandbox", "RESEND_API_BASE_URL=https://127.0.0.1:1"},
                "doctor",
                "config.yml",
                "--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(directory.resolve("out").toFile());
        assertThat(report.path("ok").asBoolean(true)).isFalse();
        assertThat(report.path("checks").findValuesAsText("status")).isSubsetOf("ok", "warning", "failed", "skipped");
        assertThat(report.path("checks").path(2).path("check").asText()).isEqualTo("connection");
        assertThat(report.path("checks").path(2).path("status").asText()).isEqualTo("failed");
    }

    @Test
    void settingsThatCannotBeReadAreAFinding() throws Exception {
        Ended ended = run(new String[] {"RATE_LIMIT=many"}, "doctor", "config.yml");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(directory.resolve("out")).content().contains("failed", "RATE_LIMIT");
    }

    private Ended run(String[] environment, String... arguments) throws Exception {
        return ApplicationProcess.run(directory, environment, arguments);
    }
}
