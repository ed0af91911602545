package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refused request leaves in the logs: little, but all that an operator needs. */
@Tag("slow")
class RefusalLogTest {
    private static final String TOKEN = "good-token-" + "0".repeat(32);

    @TempDir
    Path logs;

    private ResendSimulator resend;
    private RunningService service;

    @BeforeEach
    void start() {
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("LOG_DIR", logs.toString(), "MCP_AUTH_TOKENS", TOKEN, "TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    @Test
    void refusedHostIsNamedWithTheClientAndTheSetting() {
        get("/mcp", "evil.example:8080", "X-Forwarded-For: 203.0.113.9");
        JsonNode line = refusals(1).get(0);
        assertThat(line.path("reason").asText()).isEqualTo("host");
        assertThat(line.path("host").asText()).isEqualTo("evil.example:8080");
        assertThat(line.path("setting").asText()).isEqualTo("MCP_ALLOWED_HOSTS");
        assertThat(line.path("remote_address").asText()).isEqualTo("203.0.113.9");
        assertThat(line.path("request_id").asText()).isNotEmpty();
    }

    @Test
    void refusedOriginIsNamedWithTheClientAndTheSetting() {
        get("/mcp", "localhost", "Origin: https://evil.example");
        JsonNode line = refusals(1).get(0);
        assertThat(line.path("reason").asText()).isEqualTo("origin");
        assertThat(line.path("origin").asText()).isEqualTo("https://evil.example");
        assertThat(line.path("setting").asText()).isEqualTo("MCP_ALLOWED_ORIGINS");
        assertThat(line.path("remote_address").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void wrongTokenIsLoggedWithTheClientAndWithoutTheToken() throws IOException {
        get("/mcp", "localhost", "Authorization: Bearer canary" + "1".repeat(40));
        assertThat(refusals(1).get(0).path("reason").asText()).isEqualTo("invalid_token");
        assertThat(everything()).doesNotContain("canary");
    }

    @Test
    void namesAreCutAndHoldSafeCharactersOnly() {
        get("/mcp", "localhost", "Origin: https://user:secret@x\"<script>" + "a".repeat(2_000));
        String origin = refusals(1).get(0).path("origin").asText();
        assertThat(origin).hasSizeLessThan(110).doesNotContain("@", "\"", "<");
    }

    @Test
    void aFloodOfRefusalsIsOneLineOfEachReasonAndAddress() throws IOException {
        for (int i = 0; i < 40; i++) {
            get("/mcp", "localhost", "X-Forwarded-For: 203.0.113." + i % 2 + "\r\nUser-Agent: " + "u".repeat(3_000));
            get("/" + "p".repeat(3_000), "localhost", "X-Forwarded-For: 203.0.113.1");
        }
        assertThat(refusals(3))
                .extracting(line -> line.path("reason").asText() + " "
                        + line.path("remote_address").asText())
                .containsExactlyInAnyOrder(
                        "missing_token 203.0.113.0", "missing_token 203.0.113.1", "path 203.0.113.1");
        Awaitility.await().until(() -> lines("requests.log").size() == 3);
        assertThat(lines("requests.log")).allSatisfy(line -> assertThat(line).hasSizeLessThan(700));
        assertThat(Files.readString(logs.resolve("resend-full-mcp.log"))).doesNotContain("Refused");
        assertThat(service.get(service.admin("/prometheus")).body())
                .contains("auth_failures_total{reason=\"missing_token\"} 40.0");
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/?t=secret, http://evil.example?",
        "http://evil.example?t=secret, http://evil.example?",
        "http://user:secret@evil.example:8080, http://?evil.example:8080",
        "user:secret@evil.example, ?evil.example",
        "https://evil.example, https://evil.example",
        "[::1]:8080, [::1]:8080"
    })
    void onlyTheNameOfAHostOrOriginIsKept(String given, String kept) {
        assertThat(RefusalLog.safe(given)).isEqualTo(kept);
    }

    @Test
    void aFloodOfUnreadableRequestsIsOneLine() {
        for (int i = 0; i < 30; i++) {
            get("/%zz" + "p".repeat(1_000), "localhost", "X-A: b");
            get("/mcp", "localhost", "X-A b");
        }
        assertThat(refusals(1).get(0).path("reason").asText()).isEqualTo("bad_request");
        assertThat(lines("requests.log")).hasSize(1);
    }

    @Test
    void servedRequestsKeepTheirLines() {
        for (int i = 0; i < 3; i++) {
            service.mcp()
                    .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Authorization", "Bearer " + TOKEN);
        }
        Awaitility.await().until(() -> lines("requests.log").size() == 3);
    }

    private String get(String path, String host, String headers) {
        return RawHttp.send(
                service.uri("/"),
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private List<JsonNode> refusals(int count) {
        return Awaitility.await().until(() -> lines("refusals.log"), found -> found.size() == count).stream()
                .map(McpCalls::json)
                .toList();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(logs.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String everything() throws IOException {
        return Files.readString(logs.resolve("refusals.log"))
                + Files.readString(logs.resolve("requests.log"))
                + Files.readString(logs.resolve("resend-full-mcp.log"));
    }
}
