package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The series say what the service does. */
class ServiceSeriesTest {
    private static final String ANN = "a".repeat(32);
    private static final JsonNode MAIL = McpCalls.json(
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}");

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension().tokens("ann:" + ANN);

    /** What Resend has not told yet is absent, and histograms with labels begin with the first request. */
    @Test
    void everySeriesIsPresentFromTheStart() throws IOException {
        List<String> agreed = Files.readAllLines(Path.of("src/test/resources/metrics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> !line.matches("resend_(ratelimit|quota)_.*"))
                .filter(line -> !line.matches("(mcp_server_operation|resend_http_client_request)_duration_seconds_.*"))
                .map(line -> line.replaceAll("le=\".*\\|\\+Inf\"", "le=\"+Inf\""))
                .filter(line -> !line.contains("build_info"))
                .toList();
        assertThat(Scrape.of(service.running()).values().keySet()).containsAll(agreed);
    }

    @Test
    void quotaIsKnownOnceResendTellsIt() {
        assertThat(scrape().find("resend_quota_limit{window=\"monthly\"}")).isEmpty();
        ann().call("get_usage", "{}");
        Scrape scrape = scrape();
        assertThat(scrape.value("resend_quota_limit{window=\"daily\"}")).isEqualTo(100);
        assertThat(scrape.value("resend_quota_limit{window=\"monthly\"}")).isEqualTo(3_000);
        assertThat(scrape.find("resend_quota_used{window=\"monthly\"}")).isPresent();
    }

    @Test
    void failedAuthenticationIsCountedUnderBothNames() {
        Scrape before = scrape();
        service.mcp().as("x".repeat(32)).send("{}");
        Scrape after = scrape();
        assertThat(after.since(before, "mcp_auth_failures_total{port=\"mcp\",reason=\"invalid_token\"}"))
                .isEqualTo(1);
        assertThat(after.since(before, "auth_failures_total{reason=\"invalid_token\"}"))
                .isEqualTo(1);
        assertThat(after.since(before, "http_responses_total{port=\"mcp\",status=\"401\"}"))
                .isEqualTo(1);
    }

    @Test
    void callsAreCountedByCaller() {
        ann().call("list_domains", "{}");
        ann().call("get_email", "{'email_id': 'none'}");
        assertThat(scrape().value("mcp_caller_calls_total{caller=\"ann\",outcome=\"ok\"}"))
                .isEqualTo(1);
        assertThat(scrape().value("mcp_caller_calls_total{caller=\"ann\",outcome=\"error\"}"))
                .isEqualTo(1);
    }

    @Test
    void poolsShowWhatIsInUse() {
        service.resend().delayAnswers(Duration.ofSeconds(30));
        List<CompletableFuture<JsonNode>> calls = Stream.generate(
                        () -> ann().callLater("list_domains", McpCalls.json("{}")))
                .limit(3)
                .toList();
        Awaitility.await().until(() -> scrape().value("resend_http_client_connections{state=\"leased\"}") >= 3);
        Scrape busy = scrape();
        assertThat(busy.value("mcp_calls_in_flight")).isEqualTo(3);
        assertThat(busy.value("http_connections{port=\"mcp\"}")).isPositive();
        assertThat(busy.value("http_threads_busy{port=\"admin\"}"))
                .as("the scrape itself")
                .isEqualTo(1);
        assertThat(busy.value("http_threads_max{port=\"mcp\"}")).isGreaterThan(1);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void sendIsWrittenToDisk() {
        Scrape before = scrape();
        ann().call("send_email", MAIL);
        Scrape after = scrape();
        assertThat(after.since(before, "resend_state_fsync_seconds_count")).isPositive();
        assertThat(after.since(before, "resend_journal_bytes")).isBetween(50.0, 2_000.0);
        assertThat(after.value("resend_state_bytes")).isGreaterThan(4_000);
        assertThat(after.since(before, "resend_send_total{outcome=\"accepted\"}"))
                .isEqualTo(1);
    }

    @Test
    void logLinesAreCountedByLevel() {
        Scrape before = scrape();
        ann().call("list_domains", "{}");
        service.mcp().as("x".repeat(32)).send("{}");
        Scrape after = scrape();
        assertThat(after.since(before, "log_lines_total{level=\"info\"}"))
                .as("the line of the call")
                .isPositive();
        assertThat(after.since(before, "log_lines_total{level=\"warn\"}"))
                .as("the line of the refusal, which has a file of its own")
                .isPositive();
        assertThat(after.since(before, "log_lines_total{level=\"error\"}")).isZero();
    }

    private McpCalls ann() {
        return service.mcp().as(ANN);
    }

    private Scrape scrape() {
        return Scrape.of(service.running());
    }
}
