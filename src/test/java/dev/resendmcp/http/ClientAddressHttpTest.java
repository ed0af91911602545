package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The request log names the client, whatever stands before the service. */
class ClientAddressHttpTest {
    @TempDir
    Path logs;

    @Test
    void requestLogNamesTheClientBehindATrustedProxy() {
        assertThat(loggedAddress("127.0.0.1", "X-Forwarded-For: 6.6.6.6, 203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void withoutTrustedProxiesItNamesThePeer() {
        assertThat(loggedAddress("", "X-Forwarded-For: 203.0.113.9")).isEqualTo("127.0.0.1");
    }

    @Test
    void hostOfAProxyIsNeverUsed() {
        String answer = answer(
                "127.0.0.1",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example");
        assertThat(answer).startsWith("HTTP/1.1 405");
    }

    private String loggedAddress(String trusted, String header) {
        answer(trusted, header);
        return Awaitility.await()
                .until(this::line, Optional::isPresent)
                .map(line -> line.path("remote_address").asText())
                .orElseThrow();
    }

    private String answer(String trusted, String header) {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("LOG_DIR", logs.toString(), "TRUSTED_PROXIES", trusted))) {
            return RawHttp.send(
                    service.uri("/mcp"),
                    "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");
        }
    }

    private Optional<JsonNode> line() throws IOException {
        return Files.readAllLines(logs.resolve("requests.log")).stream()
                .map(McpCalls::json)
                .filter(line -> line.path("path").asText().equals("/mcp"))
                .findFirst();
    }
}
