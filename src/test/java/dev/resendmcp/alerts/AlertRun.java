package dev.resendmcp.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.faults.ServiceProcess;
import dev.resendmcp.testing.OpsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Checks that each alert fires on its fault and on no instance without a fault, that promtool accepts the scrape, and that all
 * series and queries of rules and dashboard have data. Prints what it found; exits non-zero if anything is missing.
 *
 * <p>Arguments: a directory, and optionally a file for a picture of the dashboard.
 */
final class AlertRun {
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final String DOWN = "ResendMcpDown";
    /** Which instance has the fault of an alert. */
    private static final Map<String, String> FAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry(DOWN, "broken"),
            Map.entry("ResendMcpReplicaMissing", "redis"),
            Map.entry("ResendMcpHealthCheckFailing", "redis"),
            Map.entry("ResendMcpInternalError", "broken"),
            Map.entry("ResendMcpReloadFailed", "redis"),
            Map.entry("ResendMcpLogLinesLost", "disk"),
            Map.entry("ResendMcpBusy", "limits"),
            Map.entry("ResendMcpApprovalWaiting", "quota"),
            Map.entry("ResendMcpAuthFailures", "broken"),
            Map.entry("ResendMcpStateNotWritable", "disk"),
            Map.entry("ResendMcpJournalWriteFailed", "disk"),
            Map.entry("ResendMcpAuditFailed", "disk"),
            Map.entry("ResendMcpStateNotShared", "redis"),
            Map.entry("ResendMcpKeyRefused", "redis"),
            Map.entry("ResendMcpResendUnreachable", "broken"),
            Map.entry("ResendMcpResendFailing", "outage"),
            Map.entry("ResendMcpCircuitOpen", "outage"),
            Map.entry("ResendMcpEndpointFailing", "outage"),
            Map.entry("ResendMcpPoolExhausted", "disk"),
            Map.entry("ResendMcpSendOutcomeUnknown", "outage"),
            Map.entry("ResendMcpRateLimited", "quota"),
            Map.entry("ResendMcpLimiterRejects", "limits"),
            Map.entry("ResendMcpLimiterWaitLong", "limits"),
            Map.entry("ResendMcpBudgetNearlyUsed", "quota"),
            Map.entry("ResendMcpBudgetUsedUp", "quota"),
            Map.entry("ResendMcpQuotaNearlyUsed", "quota"),
            Map.entry("ResendMcpQuotaExceeded", "quota")));

    private final Faults faults;
    private final PrometheusProcess prometheus;
    private final Set<String> fired = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final long begin = System.nanoTime();

    private AlertRun(Faults faults, PrometheusProcess prometheus) {
        this.faults = faults;
        this.prometheus = prometheus;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]).toAbsolutePath();
        boolean good;
        try (Faults faults = new Faults(directory);
                PrometheusProcess prometheus = new PrometheusProcess(
                        directory.resolve("prometheus"), faults.targets(), ServiceProcess.OPERATOR)) {
            Instant started = Instant.now();
            AlertRun run = new AlertRun(faults, prometheus);
            good = run.run();
            if (arguments.length > 1) {
                String picture = new DashboardPicture(prometheus, started, Instant.now()).draw();
                Files.writeString(Path.of(arguments[1]), picture);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        checkNames();
        checkScrape("/metrics");
        checkScrape("/prometheus");
        Set<String> first = expected();
        first.removeIf(alert -> alert.startsWith(DOWN));
        await(first, true);
        checkSeries();
        checkDashboard();
        faults.kill(FAULTS.get(DOWN));
        Set<String> last = expected();
        last.removeAll(first);
        await(last, false);
        fired.stream()
                .filter(alert -> alert.endsWith("-good"))
                .forEach(alert -> problems.add("without a fault: " + alert));
        problems.forEach(problem -> System.out.println("[alerts] FAILED: " + problem));
        System.out.printf(
                "[alerts] %d of %d alerts fired on their faults, %d problems, after %d s%n",
                expected().stream().filter(fired::contains).count(),
                FAULTS.size(),
                problems.size(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        return problems.isEmpty();
    }

    private static Set<String> expected() {
        return FAULTS.entrySet().stream()
                .map(fault -> fault.getKey() + " resend-full-mcp-" + fault.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkNames() {
        Set<String> names =
                OpsFiles.alerts().map(alert -> alert.path("alert").asText()).collect(Collectors.toSet());
        if (!names.equals(FAULTS.keySet())) {
            problems.add("rules without a fault here, or the reverse: " + names + " and " + FAULTS.keySet());
        }
    }

    /** Waits until these alerts have fired, and makes calls meanwhile or not. */
    private void await(Set<String> alerts, boolean calls) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!fired.containsAll(alerts) && System.nanoTime() < end) {
            if (calls) {
                faults.call();
            }
            TimeUnit.SECONDS.sleep(1);
            prometheus.firing().filter(fired::add).forEach(alert -> System.out.println("[alerts] fires: " + alert));
        }
        alerts.stream()
                .filter(alert -> !fired.contains(alert))
                .forEach(alert -> problems.add("did not fire: " + alert));
    }

    private void checkSeries() {
        Set<String> names = prometheus.names().collect(Collectors.toSet());
        OpsFiles.series().stream()
                .filter(series -> !names.contains(series))
                .forEach(series -> problems.add("no series " + series));
    }

    private void checkDashboard() {
        OpsFiles.panels()
                .forEach(panel -> OpsFiles.targets(panel)
                        .map(target -> query(target))
                        .filter(query -> prometheus.query(query).findAny().isEmpty())
                        .forEach(query -> problems.add(
                                "no data in panel " + panel.path("title").asText() + ": " + query)));
    }

    /** The query of a panel as Grafana would send it for all instances. */
    static String query(JsonNode target) {
        return target.path("expr")
                .asText()
                .replace("$job", "resend-full-mcp.*")
                .replace("$instance", ".*")
                .replace("$__rate_interval", "1m");
    }

    private void checkScrape(String path) throws IOException, InterruptedException {
        URI uri = faults.targets().get("good").resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + ServiceProcess.OPERATOR)
                .build();
        String scrape = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(scrape.getBytes(StandardCharsets.UTF_8));
        }
        String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (promtool.waitFor() != 0 || !found.isBlank()) {
            problems.add("promtool check metrics of " + path + ": " + found);
        }
    }
}
