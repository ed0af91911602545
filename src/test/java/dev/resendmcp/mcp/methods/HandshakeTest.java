package dev.resendmcp.mcp.methods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of clients that ask for a protocol revision which is not served. */
class HandshakeTest {
    private static final String MESSAGE = "A client asked for a protocol revision that is not served";

    @TempDir
    Path logs;

    @Test
    void oldClientIsNotedOncePerNameAndVersionAndNeverWarnedOf() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("LOG_DIR", logs.toString()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(initialize(service, "old", "1.10", "2024-01-01")).isEqualTo("2025-11-25");
            }
            initialize(service, "old", "1.11", "2024-01-01");
            initialize(service, "current", "2.0", "2025-11-25");
        }
        assertThat(lines())
                .filteredOn(line -> line.path("message").asText().equals(MESSAGE))
                .allSatisfy(line -> {
                    assertThat(line.path("level").asText()).isEqualTo("INFO");
                    assertThat(line.path("protocol").asText()).isEqualTo("2024-01-01");
                    assertThat(line.path("offered").asText()).isEqualTo("2025-11-25");
                })
                .extracting(line -> line.path("client").asText())
                .containsExactly("old/1.10", "old/1.11");
        assertThat(lines())
                .filteredOn(line -> line.path("level").asText().equals("WARN"))
                .isEmpty();
    }

    @Test
    void namesMadeUpByAClientDoNotFillTheLog() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("LOG_DIR", logs.toString()))) {
            for (int i = 0; i < Handshake.MOST_CLIENTS + 20; i++) {
                initialize(service, "client-" + i, "1", "2024-01-01");
            }
        }
        assertThat(lines())
                .filteredOn(line -> line.path("message").asText().equals(MESSAGE))
                .hasSize(Handshake.MOST_CLIENTS);
    }

    private static String initialize(RunningService service, String name, String version, String protocol) {
        String message = "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'" + protocol
                + "','capabilities':{},'clientInfo':{'name':'" + name + "','version':'" + version + "'}}}";
        return McpCalls.parse(service.mcp().send(message.replace('\'', '"')))
                .at("/result/protocolVersion")
                .asText();
    }

    private List<JsonNode> lines() throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.map(McpCalls::json).toList();
        }
    }
}
