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

/** The series of the service as a whole: build, settings, state, bodies, connections, threads and logs. */
final class ServiceMetrics {
    private final Metrics metrics;
    private final Count reloads;

    /** Registers what is counted; the methods below register what is read. */
    ServiceMetrics(Metrics metrics, BuildInfo build) {
        this.metrics = metrics;
        metrics.info(
                "build_info",
                "What is running; always 1.",
                new String[] {"version", "commit", "protocols"},
                new String[] {build.version(), build.commit(), String.join(",", build.protocols())});
        reloads = metrics.counter(
                "config_reload_total",
                "Times the settings were read again while the service ran.",
                Label.oneOf("result", Set.of("success", "failure")));
    }

    /** The settings were read again, and applied or refused as a whole. */
    void configReloaded(boolean applied) {
        reloads.add(applied ? "success" : "failure");
    }

    /**
     * Reports the state.
     *
     * @param condition how it is kept
     * @param writable whether it can be written to disk now
     */
    void state(Supplier<StateCondition> condition, BooleanSupplier writable) {
        metrics.gauge(
                "resend_journal_entries",
                "Calls that are remembered so as not to be made twice.",
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
     * Reports what comes and goes over HTTP.
     *
     * @param arriving bodies of which a part is still to come
     * @param bytes of bodies, until their calls are answered
     * @param unread bytes of answers that clients have not read yet
     * @param dropped answers that an error replaced, because too many waited to be read
     */
    void traffic(LongSupplier arriving, LongSupplier bytes, LongSupplier unread, LongSupplier dropped) {
        metrics.gauge("mcp_bodies_arriving", "Request bodies of which a part is still to come.", arriving);
        metrics.gauge("mcp_body_bytes", "Bytes of request bodies that are held until their calls are answered.", bytes);
        metrics.gauge("mcp_unread_answer_bytes", "Bytes of large answers that clients have not read yet.", unread);
        metrics.counter(
                "mcp_answers_dropped_total",
                "Answers that an error replaced, because too many waited to be read.",
                dropped);
    }

    /** Reports the connections that the service closed. */
    void closedConnections(ServerSetup ports) {
        closedConnections(Map.of("mcp", () -> ports.closed("application"), "admin", () -> ports.closed("admin")));
    }

    /** Reports the connections that the service closed, for each port. */
    void closedConnections(Map<String, LongSupplier> closed) {
        metrics.counter(
                "http_connections_closed_total",
                "Connections that were closed because there were too many, or because no request came in time.",
                "port",
                closed);
    }

    /** Reports the log lines that no log holds. */
    void lostLines(LostLines lost) {
        metrics.counter(
                "log_lines_lost_total",
                "Log lines that were lost: no room in a queue, or a file that cannot be written.",
                "reason",
                Map.of("queue", lost::queue, "disk", lost::disk));
    }

    /** Reports what has ended threads that must live. */
    void threadDeaths(Supervisor threads) {
        Map<String, LongSupplier> deaths = new LinkedHashMap<>();
        for (ServiceThread thread : ServiceThread.values()) {
            deaths.put(thread.label(), () -> threads.deaths(thread));
        }
        threadDeaths(deaths);
    }

    /** Reports what has ended threads that must live, for each name that a thread may have. */
    void threadDeaths(Map<String, LongSupplier> deaths) {
        metrics.counter(
                "resend_thread_deaths_total",
                "Failures that ended a thread or task that must live; its work began again.",
                "thread",
                deaths);
    }
}
