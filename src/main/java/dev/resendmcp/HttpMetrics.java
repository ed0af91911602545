package dev.resendmcp;

import dev.resendmcp.http.ServerLoad;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The series of the HTTP server: responses, connections, threads and what bodies take. */
final class HttpMetrics {
    /** Ports by the names of their connectors. */
    private static final Map<String, String> PORTS = Map.of("application", "mcp", "admin", "admin");

    private static final Set<String> STATUSES =
            Set.of("200", "202", "400", "401", "403", "404", "405", "408", "413", "415", "429", "500", "503");

    private final Metrics metrics;
    private final Label port = Label.oneOf("port", Set.copyOf(PORTS.values()));
    private final Count responses;

    /** Registers what is counted; the other methods register what is read. */
    HttpMetrics(Metrics metrics) {
        this.metrics = metrics;
        responses = metrics.counter(
                "http_responses_total",
                "HTTP responses to all requests, those of probes and scrapes included.",
                port,
                Label.status("status", STATUSES));
    }

    /** A response was sent on the port of a connector. */
    void responded(String connector, int status) {
        responses.add(PORTS.getOrDefault(connector, connector), String.valueOf(status));
    }

    /** Reports connections and threads. */
    void server(ServerLoad load) {
        metrics.counter(
                "http_connections_closed_total",
                "Connections closed because there were too many or because no request arrived in time.",
                port,
                name -> load.closedConnections(connector(name)));
        metrics.gauge("http_connections", "Open connections.", port, name -> load.connections(connector(name)));
        metrics.gauge(
                "http_threads_busy", "Threads that handle requests.", port, name -> load.busyThreads(connector(name)));
        metrics.gauge(
                "http_threads_max",
                "Threads that may handle requests at a time.",
                port,
                name -> load.maxThreads(connector(name)));
        metrics.gauge(
                "http_tasks_queued",
                "Requests, or parts of them, that wait for a thread.",
                port,
                name -> load.queuedTasks(connector(name)));
    }

    private static String connector(String port) {
        return PORTS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(port))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
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
}
