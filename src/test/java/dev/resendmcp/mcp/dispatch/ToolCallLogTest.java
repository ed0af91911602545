package dev.resendmcp.mcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log tells of a tool call, and how little it tells of many that fail alike. */
@Tag("slow")
class ToolCallLogTest {
    private static final String MAIL =
            "{'from':'a@sandbox.resend.dev','to':'b@example.net','subject':'s','text':'t','idempotency_key':'order-42'}";

    @TempDir
    Path logs;

    @Test
    void oneMailCanBeFollowed() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = service(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            String id = service.mcp().call("send_email", MAIL).path("id").asText();
            assertThat(id).isNotEmpty();
            service.mcp().call("send_email", MAIL);
            List<JsonNode> lines = awaitLines("Tool call", 2);
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.path("resend_ids").asText()).isEqualTo(id);
                assertThat(line.path("idempotency_key_sha256").asText()).hasSize(16);
                assertThat(line.path("waited_ms").isNumber()).isTrue();
                assertThat(line.path("protocol").asText()).isNotEmpty();
                assertThat(line.path("client").asText()).isNotEmpty();
                assertThat(line.path("remote_address").asText()).isEqualTo("127.0.0.1");
            });
            assertThat(lines)
                    .extracting(line -> line.path("deduplicated").asBoolean())
                    .containsExactly(false, true);
            assertThat(lines).extracting(line -> line.path("attempts").asInt()).containsExactly(1, 0);
            assertThat(lines.get(0).path("idempotency_key_sha256"))
                    .isEqualTo(lines.get(1).path("idempotency_key_sha256"));
        }
    }

    @Test
    void clientOfTheNewerRevisionIsNamed() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = service(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            service.modern()
                    .send(new ModernCalls.Message("tools/call", "{'name':'list_emails','arguments':{}}")
                            .meta("clientInfo", McpCalls.json("{'name':'canary ann@example.org','version':'1.2'}")));
            JsonNode line = awaitLines("Tool call", 1).get(0);
            assertThat(line.path("protocol").asText()).isEqualTo("2026-07-28");
            assertThat(line.path("client").asText()).isEqualTo("canary ****/1.2");
        }
    }

    @Test
    void callsThatFailAlikeInAnOutageAreSampled() throws IOException {
        try (RunningService service = service(URI.create("http://127.0.0.1:1"), SeedData.FULL_ACCESS_KEY, "2s")) {
            for (int i = 0; i < 60; i++) {
                service.mcp().call("list_emails", "{}");
            }
            assertThat(service.get(service.admin("/prometheus")).body()).contains("gen_ai_tool_name=\"list_emails\"");
        }
        // One line each of what it was before the circuit opened and after.
        assertThat(lines("Tool call")).hasSizeBetween(1, 3);
        assertThat(Files.readAllLines(logs.resolve("requests.log")))
                .filteredOn(line -> line.contains("\"/mcp\""))
                .hasSizeBetween(1, 3);
        assertThat(lines("A call to Resend failed"))
                .filteredOn(line -> line.path("route").asText().equals("/emails"))
                .hasSizeLessThanOrEqualTo(3);
        assertThat(lines("A call to Resend was not made"))
                .filteredOn(line -> line.path("route").asText().equals("/emails"))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void refusedKeyIsExplainedOnce() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = service(resend.baseUri(), "re_wrong_0000000000000")) {
            for (int i = 0; i < 3; i++) {
                service.mcp().call("list_domains", "{}");
            }
            awaitLines("Tool call", 3);
            assertThat(lines(
                            "Resend refuses the key: set RESEND_API_KEY to an active one and restart, or reload if it comes"
                                    + " from a file"))
                    .hasSize(1);
        }
    }

    private RunningService service(URI upstream, String key) {
        return service(upstream, key, "60s");
    }

    private RunningService service(URI upstream, String key, String timeout) {
        return RunningService.inFrontOf(
                upstream, key, Map.of("LOG_DIR", logs.toString(), "resend.callTimeout", timeout));
    }

    private List<JsonNode> awaitLines(String message, int count) {
        return Awaitility.await().until(() -> lines(message), found -> found.size() == count);
    }

    private List<JsonNode> lines(String message) throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.map(McpCalls::json)
                    .filter(line -> line.path("message").asText().equals(message))
                    .toList();
        }
    }
}
