package dev.resendmcp;

import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.metrics.BuildInfo;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.health.HealthStateView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Metrics of the service as a whole: build, settings, state, bodies, connections, threads and logs. */
final class ServiceMetrics {
    private final Metrics metrics;
    private final Count reloads;

    /** Registers the counters. The other methods register values that are read on each scrape. */
    ServiceMetrics(Metrics metrics, BuildInfo build) {
        this.metrics = metrics;
        buildInfo("mcp_build_info", "The running build; always 1.", build);
        buildInfo("build_info", "Deprecated: use mcp_build_info, which has the same labels; always 1.", build);
        reloads = metrics.counter(
                "config_reload_total", "Reloads of the settings.", Label.oneOf("result", Set.of("success", "failure")));
    }

    private void buildInfo(String name, String help, BuildInfo build) {
        metrics.info(name, help, new String[] {"version", "commit", "protocols"}, new String[] {
            build.version(), build.commit(), String.join(",", build.protocols())
        });
    }

    /** Counts a reload whose settings were applied or rejected as a whole. */
    void configReloaded(boolean applied) {
        reloads.add(applied ? "success" : "failure");
    }

    /**
     * Reports the file of callers.
     *
     * @param also learns of each attempt to read a changed file
     */
    void callers(CallerDirectory callers, CallerDirectory.ReloadListener also) {
        Count results = metrics.counter(
                "mcp_callers_reload_total",
                "Reads of a changed file of callers.",
                Label.oneOf("result", Set.of("success", "failure")));
        callers.report(applied -> {
            results.add(applied ? "success" : "failure");
            also.reloaded(applied);
        });
        metrics.gauge(
                "mcp_callers_file_current",
                "1 while the file of callers is in effect as it is, 0 while a bad one is not.",
                () -> callers.fault().isEmpty() ? 1 : 0);
        metrics.gauge(
                "mcp_callers",
                "Callers in the file of callers.",
                () -> callers.names().size());
    }

    /** Reports the results of the health checks; before the server has started, all are healthy. */
    void healthChecks(Supplier<Collection<HealthStateView>> results) {
        metrics.gauge(
                "mcp_health_check_healthy",
                "1 while a health check passes, else 0; as of its last scheduled run.",
                Label.oneOf("check", Service.HEALTH_CHECKS),
                check -> results.get().stream()
                                .anyMatch(result -> result.getName().equals(check) && !result.isHealthy())
                        ? 0
                        : 1);
    }

    /** Reports log lines by level. */
    void logLines(Map<String, LongSupplier> lines) {
        metrics.counter("log_lines_total", "Log lines, including those that were lost.", "level", lines);
    }

    /** Reports lost log lines. */
    void lostLines(LostLines lost) {
        metrics.counter(
                "log_lines_lost_total",
                "Log lines lost because a queue was full or a file could not be written.",
                "reason",
                Map.of("queue", lost::queue, "disk", lost::disk));
    }

    /** Reports failures of critical threads. */
    void threadDeaths(Supervisor threads) {
        Map<String, LongSupplier> deaths = new LinkedHashMap<>();
        for (ServiceThread thread : ServiceThread.values()) {
            deaths.put(thread.label(), () -> threads.deaths(thread));
        }
        threadDeaths(deaths);
    }

    /** Reports failures of critical threads, by thread name. */
    void threadDeaths(Map<String, LongSupplier> deaths) {
        metrics.counter(
                "resend_thread_deaths_total",
                "Failures that ended a critical thread or task, which was then restarted.",
                "thread",
                deaths);
    }
}
