package dev.resendmcp;

import dev.resendmcp.http.ServerSetup;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.metrics.BuildInfo;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Metrics of the service as a whole: build, settings, state, bodies, connections, threads and logs. */
final class ServiceMetrics {
    private final Metrics metrics;
    private final Count reloads;

    /** Registers the counters. The other methods register values that are read on each scrape. */
    ServiceMetrics(Metrics metrics, BuildInfo build) {
        this.metrics = metrics;
        metrics.info(
                "build_info",
                "The running build; always 1.",
                new String[] {"version", "commit", "protocols"},
                new String[] {build.version(), build.commit(), String.join(",", build.protocols())});
        reloads = metrics.counter(
                "config_reload_total", "Reloads of the settings.", Label.oneOf("result", Set.of("success", "failure")));
    }

    /** Counts a reload whose settings were applied or rejected as a whole. */
    void configReloaded(boolean applied) {
        reloads.add(applied ? "success" : "failure");
    }

    /**
     * Reports the state.
     *
     * @param condition of the state
     * @param writable whether the state can be written to disk now
     */
    void state(Supplier<StateCondition> condition, BooleanSupplier writable) {
        metrics.gauge(
                "resend_journal_entries",
                "Calls that are remembered so that they are not repeated.",
                () -> condition.get().journalEntries());
        metrics.gauge(
                "resend_state_shared",
                "1 while the state is shared through Redis, else 0.",
                () -> condition.get().sharing() == Sharing.ON ? 1 : 0);
        metrics.gauge(
                "resend_state_writable",
                "1 while the state can be written to disk, else 0.",
                () -> writable.getAsBoolean() ? 1 : 0);
    }

    /**
     * Reports HTTP traffic.
     *
     * @param arriving bodies that have not arrived completely
     * @param bytes of bodies, until their calls are answered
     * @param unread bytes of answers that clients have not read yet
     * @param dropped answers replaced by an error because too many were waiting to be read
     */
    void traffic(LongSupplier arriving, LongSupplier bytes, LongSupplier unread, LongSupplier dropped) {
        metrics.gauge("mcp_bodies_arriving", "Request bodies that have not arrived completely.", arriving);
        metrics.gauge("mcp_body_bytes", "Bytes of request bodies held until their calls are answered.", bytes);
        metrics.gauge("mcp_unread_answer_bytes", "Bytes of large answers that clients have not read yet.", unread);
        metrics.counter(
                "mcp_answers_dropped_total",
                "Answers replaced by an error because too many were waiting to be read.",
                dropped);
    }

    /** Reports the connections that the service closed. */
    void closedConnections(ServerSetup ports) {
        closedConnections(Map.of("mcp", () -> ports.closed("application"), "admin", () -> ports.closed("admin")));
    }

    /** Reports the connections that the service closed, by port. */
    void closedConnections(Map<String, LongSupplier> closed) {
        metrics.counter(
                "http_connections_closed_total",
                "Connections closed because there were too many or because no request arrived in time.",
                "port",
                closed);
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
