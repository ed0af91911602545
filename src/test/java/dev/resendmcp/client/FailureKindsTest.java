package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a call went wrong, and why, is in the error, the log, the health check and the metrics alike. */
@Tag("slow")
class FailureKindsTest {
    @TempDir
    Path directory;

    @Test
    void hostThatIsNotKnown() throws IOException {
        assertKind(URI.create("https://no-such-host.invalid"), Map.of(), "dns", "host name", "UnknownHostException");
    }

    @Test
    void connectionThatIsRefused() throws IOException {
        URI closed = URI.create("http://127.0.0.1:" + LoopbackServer.closedPort());
        assertKind(closed, Map.of(), "connect", "Connection refused", "Connection refused");
    }

    @Test
    void certificateThatNobodyVouchesFor() throws IOException {
        assertTls(SelfSigned.of("localhost", directory), false, "unable to find valid certification path");
    }

    @Test
    void certificateOfAnotherHost() throws IOException {
        assertTls(
                SelfSigned.of("api.example.org", directory),
                true,
                "doesn't match any of the subject alternative names");
    }

    @Test
    void certificateThatHasExpired() throws IOException {
        assertTls(SelfSigned.expired("localhost", directory), true, "NotAfter");
    }

    @Test
    void noAnswerInTime() throws IOException {
        try (LoopbackServer silent = new LoopbackServer(socket -> new CountDownLatch(1).await())) {
            assertKind(
                    uri("http", silent),
                    Map.of("resend.requestTimeout", "300ms"),
                    "timeout",
                    "did not answer in time",
                    "no whole answer in time");
        }
    }

    @Test
    void connectionThatIsReset() throws IOException {
        try (LoopbackServer rude = new LoopbackServer(socket -> {
            assertThat(socket.getInputStream().read()).isNotNegative();
            LoopbackServer.reset(socket);
        })) {
            assertKind(uri("http", rude), Map.of(), "reset", "connection to Resend broke", "Exception");
        }
    }

    private void assertTls(SelfSigned keys, boolean trusted, String cause) throws IOException {
        // Such a failure is final, so the time is only there for a slow machine.
        Map<String, String> settings = new HashMap<>(Map.of("resend.callTimeout", "60s"));
        if (trusted) {
            settings.put("RESEND_CA_FILE", keys.pem().toString());
        }
        try (LoopbackServer server = new LoopbackServer(
                keys.context().getServerSocketFactory(),
                socket -> socket.getInputStream().read())) {
            assertKind(uri("https", server), settings, "tls", "certificate", cause);
        }
    }

    private void assertKind(URI upstream, Map<String, String> more, String kind, String told, String logged)
            throws IOException {
        Map<String, String> settings =
                new HashMap<>(Map.of("resend.callTimeout", "2s", "LOG_DIR", directory.toString()));
        settings.putAll(more);
        try (RunningService service = RunningService.inFrontOf(upstream, SeedData.FULL_ACCESS_KEY, settings)) {
            JsonNode error = service.mcp()
                    .call("create_domain", "{'name': 'a.example.org'}")
                    .path("error");
            assertThat(error.path("message").asText())
                    .contains(told)
                    .doesNotContain("127.0.0.1", "localhost", "no-such-host", "Exception");
            assertThat(service.get(service.admin("/prometheus")).body())
                    .containsPattern("resend_upstream_failures_total\\{kind=\"" + kind + "\"} [1-9]");
            JsonNode line = Awaitility.await()
                    .until(this::warnings, lines -> !lines.isEmpty())
                    .get(0);
            assertThat(line.path("kind").asText()).isEqualTo(kind);
            assertThat(line.path("cause").asText()).contains(logged).doesNotContain("127.0.0.1", "no-such-host");
            Awaitility.await().untilAsserted(() -> assertThat(health(service)).contains(", " + kind));
        }
    }

    private static String health(RunningService service) {
        return McpCalls.parse(service.get(service.admin("/healthcheck")))
                .at("/resend-reachable/message")
                .asText();
    }

    private List<JsonNode> warnings() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("resend-full-mcp.log"))) {
            return lines.map(McpCalls::tree)
                    .filter(line -> line.path("message").asText().equals("A call to Resend failed"))
                    .toList();
        }
    }

    private static URI uri(String scheme, LoopbackServer server) {
        return URI.create(scheme + "://localhost:" + server.port());
    }
}
