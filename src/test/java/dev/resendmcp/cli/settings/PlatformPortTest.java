package dev.resendmcp.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The port that a hosting platform assigns. */
class PlatformPortTest {
    @Test
    void portOfThePlatformCountsWithoutMcpPort() throws Exception {
        Variables variables = Variables.of(Map.of("PORT", "5000"));
        String settings =
                new String(new ConfigurationFile(variables).open("config.yml").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(settings)
                .contains("port: \"5000\"")
                .contains("port: \"8081\"")
                .doesNotContain("port: \"8080\"");
    }

    @Test
    void mcpPortCountsBeforeThePortOfThePlatform() {
        Variables variables = Variables.of(Map.of("PORT", "5000", "MCP_PORT", "6000"));
        assertThat(variables.get("MCP_PORT")).contains("6000");
        assertThat(variables.source("MCP_PORT")).isEqualTo("MCP_PORT");
    }

    @Test
    void blankMcpPortCountsAsNone() {
        assertThat(Variables.of(Map.of("PORT", "5000", "MCP_PORT", " ")).get("MCP_PORT"))
                .contains("5000");
    }

    @Test
    void messagesNameThePortOfThePlatform() {
        assertThat(Variables.of(Map.of("PORT", "none")).source("MCP_PORT")).isEqualTo("PORT");
    }
}
