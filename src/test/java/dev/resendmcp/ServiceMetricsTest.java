package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.UpstreamMetrics;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.limit.ReplicaBudget;
import dev.resendmcp.client.limit.RequestLimit;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.client.retry.CircuitState.Position;
import dev.resendmcp.http.ServerLoad;
import dev.resendmcp.logging.LogLines;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateCondition.Sharing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape contains. */
class ServiceMetricsTest extends MetricsFixture {
    private static final Path AGREED = Path.of("src/test/resources/metrics.txt");
    private static final Pattern BUCKET = Pattern.compile("(.*_bucket\\{.*le=\")(.*)\"}");

    private static final AccountLimits USAGE = AccountLimits.ofUsage(usage());

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    @Test
    void namesTypesAndLabelsAreAsAgreed() throws Exception {
        upstream.read(limiter(10));
        approvals.read(List::of);
        mcp.completed("tools/call", "send_email", "", "2025-11-25", "tcp", TOOK);
        upstream.requested("emails/{id}", "GET", 429, TOOK);
        upstream.waited(TOOK);
        upstream.rejected();
        upstream.retried("application_error");
        upstream.circuit(
                () -> new CircuitState(Position.OPEN, Instant.EPOCH),
                () -> 1,
                Map.of("all", () -> 1, "endpoint", () -> 0));
        upstream.key(() -> ApiKeyStatus.ACCEPTED);
        upstream.connections(new ConnectionPool()::stats);
        upstream.limits(() -> USAGE.over(AccountLimits.read(header -> "10")));
        upstream.read(new ResponseMemory(1_000_000, 1_000));
        http.traffic(() -> 1, () -> 100, () -> 1_000, () -> 0);
        http.server(new ServerLoad(http::responded));
        state.read(
                () -> new StateCondition(5, 500, 8_192, Sharing.ON, Optional.empty(), Optional.empty()),
                () -> false,
                2);
        state.answered(TOOK);
        state.flushed(TOOK);
        metrics.callers(CallerDirectory.none(), applied -> {});
        metrics.healthChecks(List::of);
        metrics.logLines(LogLines.in(new MetricRegistry()));
        mcp.inFlight(() -> 1, 1_000);
        metrics.lostLines(LostLines.ofProcess());
        metrics.threadDeaths(Map.of("state-store", () -> 0));
        mcp.refused("mcp", "missing_token");
        String contract = contract();
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(AGREED, contract);
        }
        assertThat(contract)
                .as("metrics.txt; accept the change with -Dgolden=update")
                .isEqualTo(Files.readString(AGREED));
    }

    @Test
    void limiterIsReadAtEachScrape() throws Exception {
        RateLimiter limiter = limiter(1);
        upstream.read(limiter);
        assertThat(scrape()).contains("resend_limiter_queue_depth 0.0", "resend_limiter_limit 1.0");
        limiter.pause(Duration.ofMinutes(1));
        Thread waiting = new Thread(() -> limiter.acquire(CallContext.ofService(), System.nanoTime() + MINUTE));
        waiting.start();
        Awaitility.await().until(() -> limiter.queueDepth() == 1);
        assertThat(scrape()).contains("resend_limiter_queue_depth 1.0");
        limiter.stop();
    }

    @Test
    void whatResendHasNotToldIsLeftOut() throws Exception {
        upstream.limits(() -> AccountLimits.read(header -> header.equals("x-resend-monthly-quota") ? "420" : null));
        assertThat(scrape())
                .contains("resend_quota_used{window=\"monthly\"} 420.0")
                .doesNotContain("resend_ratelimit_limit", "window=\"daily\"");
    }

    @Test
    void durationIsCountedInSeconds() throws Exception {
        upstream.waited(Duration.ofMillis(1500));
        assertThat(scrape()).contains("resend_limiter_wait_seconds_sum 1.5");
    }

    @Test
    void bucketsReachTheLongestCall() throws Exception {
        upstream.waited(TOOK);
        assertThat(scrape())
                .contains("resend_limiter_wait_seconds_bucket{le=\"60.0\"}")
                .doesNotContain("le=\"120.0\"");
    }

    @Test
    void failuresOfTheJournalAreCounted() throws Exception {
        sends.journalFailed();
        assertThat(scrape()).contains("resend_journal_failures_total 1.0");
    }

    @Test
    void nativeHistogramsAreOfferedToScrapersThatAskForThem() throws Exception {
        upstream.waited(TOOK);
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
        new UpstreamMetrics(new Metrics(Duration.ofSeconds(60))).rejected();
        assertThat(scrape()).contains("resend_limiter_rejected_total 0.0");
    }

    private static JsonNode usage() {
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        ObjectNode emails = usage.putObject("emails");
        emails.putObject("daily").put("limit", 100);
        emails.putObject("monthly").put("limit", 3_000);
        return usage;
    }

    private RateLimiter limiter(int requestsPerSecond) {
        RequestLimit limit = new RequestLimit(OptionalInt.of(requestsPerSecond));
        return new RateLimiter(limit, new ReplicaBudget(null, limit, 1, Duration.ofSeconds(30), timer), timer);
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
}
