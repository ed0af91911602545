package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command health prints, and its exit code. */
@Tag("slow")
class HealthCommandTest {
    @TempDir
    Path directory;

    @Test
    void healthOfAReadyServiceIsOneLine() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            int port = service.uri("/").getPort();
            Ended ended = run(new String[] {"MCP_PORT=" + port}, "health");
            assertThat(ended.code()).as("%s", ended.err()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(directory.resolve("out")).hasContent("The service at http://127.0.0.1:" + port + " is ready.");
        }
    }

    @Test
    void healthOfAServiceThatDoesNotRunIsAFailure() throws Exception {
        Ended ended = run(new String[] {"MCP_PORT=1"}, "health");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .singleElement()
                .asString()
                .isEqualTo("Not ready: nothing answers on port 1 (MCP_PORT).");
    }

    @Test
    void healthNamesTheSettingsThatAreNoAddress() throws Exception {
        Ended ended = run(new String[] {"MCP_PORT=abc"}, "health");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).singleElement().asString().contains("MCP_PORT");
    }

    @Test
    void healthReachesIpv6AddressesWithoutBrackets() throws Exception {
        Ended ended = run(new String[] {"MCP_HOST=::1", "MCP_PORT=1"}, "health");
        assertThat(ended.err()).singleElement().asString().startsWith("Not ready");
    }

    private Ended run(String[] environment, String... arguments) throws IOException, InterruptedException {
        return ApplicationProcess.run(directory, environment, arguments);
    }
}
