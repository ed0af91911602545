package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
    private static final Pattern BUCKET = Pattern.compile("(.*_bucket\\{.*le=\")(.*)\"}");

    private static final Duration TOOK = Duration.ofMillis(20);

    private final ServiceMetrics metrics = new ServiceMetrics(
            new BuildInfo("1.2.0", "abc1234", List.of("2026-07-28", "2025-11-25")), Set.of("send_email"));
    private final Server server = new Server(0);

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler admin = new ServletContextHandler();
        admin.addServlet(new ServletHolder(metrics.servlet()), "/prometheus");
        server.setHandler(admin);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void namesTypesAndLabelsAreAsAgreed() throws Exception {
        metrics.gauges().limiter(() -> 3, () -> 10);
        metrics.operation("tools/call", "send_email", "", "2025-11-25", "tcp", TOOK);
        metrics.upstreamRequest("emails/{id}", "GET", 429, TOOK);
        metrics.limiterWaited(TOOK);
        metrics.limiterRejected();
        metrics.retried("application_error");
        metrics.gauges().circuit(() -> 2, () -> 1);
        metrics.gauges().connections(() -> 3, () -> 0, () -> 253, () -> 256);
        metrics.gauges().rateLimit(() -> OptionalLong.of(10), () -> OptionalLong.of(7), () -> OptionalLong.of(1));
        metrics.gauges().quota(() -> OptionalLong.of(42), () -> OptionalLong.of(420));
        metrics.gauges().answers(() -> 10_000);
        metrics.gauges().traffic(() -> 1, () -> 100, () -> 1_000, () -> 0);
        metrics.gauges().closedConnections(Map.of("mcp", () -> 2, "admin", () -> 0));
        metrics.gauges().state(() -> 5, () -> true, () -> false);
        metrics.gauges().lostLines(() -> 3, () -> 0);
        metrics.gauges().threadDeaths(Map.of("state-store", () -> 0));
        metrics.authFailure("missing_token");
        assertThat(contract()).isEqualTo(agreed());
    }

    @Test
    void limiterIsReadAtEachScrape() throws Exception {
        int[] depth = {1};
        metrics.gauges().limiter(() -> depth[0], () -> 10);
        assertThat(scrape()).contains("resend_limiter_queue_depth 1.0", "resend_limiter_limit 10.0");
        depth[0] = 7;
        assertThat(scrape()).contains("resend_limiter_queue_depth 7.0");
    }

    @Test
    void whatResendHasNotToldIsLeftOut() throws Exception {
        metrics.gauges().rateLimit(OptionalLong::empty, OptionalLong::empty, OptionalLong::empty);
        metrics.gauges().quota(OptionalLong::empty, () -> OptionalLong.of(420));
        assertThat(scrape())
                .contains("resend_quota_used{window=\"monthly\"} 420.0")
                .doesNotContain("resend_ratelimit_limit", "window=\"daily\"");
    }

    @Test
    void unknownReasonOfARepeatDoesNotBecomeALabel() throws Exception {
        metrics.retried("alice@example.com");
        assertThat(scrape()).contains("resend_retries_total{reason=\"_OTHER\"} 1.0");
    }

    @Test
    void durationIsCountedInSeconds() throws Exception {
        metrics.limiterWaited(Duration.ofMillis(1500));
        assertThat(scrape()).contains("resend_limiter_wait_seconds_sum 1.5");
    }

    @Test
    void unknownValuesOfAnOperationDoNotBecomeLabels() throws Exception {
        metrics.operation("x/alice@example.com", "x-tool", "x-error", "x-version", "x-transport", TOOK);
        metrics.operation(null, null, null, null, null, TOOK);
        assertThat(scrape())
                .doesNotContain("alice", "x-tool", "x-error", "x-version", "x-transport")
                .contains("operation_duration_seconds_count{error_type=\"_OTHER\",gen_ai_tool_name=\"\","
                        + "mcp_method_name=\"_OTHER\",mcp_protocol_version=\"_OTHER\",network_transport=\"_OTHER\"} 1");
    }

    @Test
    void errorNamesAndProtocolCodesAreKept() throws Exception {
        for (String error : List.of("validation_error", "server_busy", "-32601", "-32001")) {
            metrics.operation("tools/call", "send_email", error, "2025-11-25", "pipe", TOOK);
        }
        assertThat(scrape())
                .contains("error_type=\"validation_error\"", "error_type=\"server_busy\"")
                .contains("error_type=\"-32601\"", "error_type=\"-32001\"");
    }

    @Test
    void routeWithAValueInItDoesNotBecomeALabel() throws Exception {
        metrics.upstreamRequest("emails/4ef9a417-02e9-4d39-ad75-9611e0fcc33c", "GET", 200, TOOK);
        metrics.upstreamRequest("contacts/alice@example.com", "GET", 200, TOOK);
        assertThat(scrape()).contains("count{method=\"GET\",route=\"_OTHER\",status_class=\"2xx\"} 2");
    }

    @Test
    void missingAnswerIsAClassOfItsOwn() throws Exception {
        metrics.upstreamRequest("emails", "POST", 0, TOOK);
        metrics.upstreamRequest("emails", "POST", 503, TOOK);
        assertThat(scrape()).contains("status_class=\"none\"", "status_class=\"5xx\"");
    }

    @Test
    void unknownReasonOfARefusalDoesNotBecomeALabel() throws Exception {
        metrics.authFailure("Bearer x");
        assertThat(scrape())
                .contains("auth_failures_total{reason=\"_OTHER\"} 1.0")
                .doesNotContain("Bearer");
    }

    @Test
    void everyOutcomeOfASendIsPresentFromTheStart() throws Exception {
        metrics.send("accepted");
        assertThat(scrape())
                .contains("resend_send_total{outcome=\"accepted\"} 1.0", "resend_send_total{outcome=\"refused\"} 0.0");
    }

    @Test
    void sourceOfARepeatedAnswerIsOneOfAClosedSet() throws Exception {
        metrics.deduplicated("journal");
        metrics.deduplicated("mcp-key");
        assertThat(scrape())
                .contains(
                        "resend_deduplicated_total{source=\"journal\"} 1.0",
                        "resend_deduplicated_total{source=\"_OTHER\"} 1.0");
    }

    @Test
    void failuresOfTheJournalAreCounted() throws Exception {
        metrics.journalFailed();
        assertThat(scrape()).contains("resend_journal_failures_total 1.0");
    }

    @Test
    void nativeHistogramsAreOfferedToScrapersThatAskForThem() throws Exception {
        metrics.limiterWaited(TOOK);
        assertThat(scrape("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"))
                .contains("resend_limiter_wait_seconds")
                .doesNotContain("# TYPE");
    }

    @Test
    void virtualMachineIsMeasured() throws Exception {
        assertThat(scrape()).contains("jvm_memory_used_bytes{", "jvm_threads_current ", "jvm_gc_collection_seconds");
    }

    @Test
    void twoInstancesDoNotShareSeries() throws Exception {
        new ServiceMetrics(new BuildInfo("2", "x", List.of()), Set.of()).limiterRejected();
        assertThat(scrape()).contains("resend_limiter_rejected_total 0.0");
    }

    /** The scrape without help, values and series of the virtual machine; the buckets of a histogram share a line. */
    private String contract() throws Exception {
        Map<String, StringJoiner> lines = new LinkedHashMap<>();
        scrape().lines()
                .filter(line -> !line.startsWith("# HELP"))
                .filter(line -> !line.matches("(# TYPE )?(jvm|process)_.*"))
                .map(line -> line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' ')))
                .forEach(line -> {
                    Matcher bucket = BUCKET.matcher(line);
                    String series = bucket.matches() ? bucket.group(1) : line;
                    lines.computeIfAbsent(series, key -> new StringJoiner("|", series, bucket.matches() ? "\"}" : ""))
                            .add(bucket.matches() ? bucket.group(2) : "");
                });
        return lines.values().stream().map(StringJoiner::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String agreed() throws IOException {
        try (InputStream file = ServiceMetricsTest.class.getResourceAsStream("/metrics.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String scrape() throws Exception {
        return scrape("text/plain");
    }

    private String scrape(String accept) throws Exception {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/prometheus"))
                .header("Accept", accept)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
