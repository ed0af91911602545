package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command that asks for the health says when there is none. */
class HealthCommandTest {
    @TempDir
    Path directory;

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
