package dev.resendmcp.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.Set;

/**
 * All series of this service, in a registry of its own. Durations are seconds. No method fails because of a value
 * it is given: what is outside a closed set is counted as {@code _OTHER}. Safe for use by many threads.
 */
public final class ServiceMetrics {

    // From a cached answer to the longest wait for Resend, in seconds.
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Gauges gauges = new Gauges(registry);
    private final Set<String> tools;
    private final Set<String> protocols;
    private final Histogram operations;
    private final Histogram upstreamRequests;
    private final Counter upstreamFailures;
    private final Histogram limiterWaits;
    private final Counter limiterRejections;
    private final Counter retries;
    private final Counter authFailures;
    private final Counter bodyRefusals;
    private final Counter sends;
    private final Counter deduplicated;
    private final Counter journalFailures;
    private final Counter configReloads;

    /**
     * Registers all series but those of {@link Gauges}.
     *
     * @param build what is running; its protocols are the known protocol versions
     * @param tools names of all tools there are
     */
    public ServiceMetrics(BuildInfo build, Set<String> tools) {
        this.tools = Set.copyOf(tools);
        this.protocols = Set.copyOf(build.protocols());
        operations = histogram(
                "mcp_server_operation_duration_seconds",
                "Time from a parsed MCP request to its answer.",
                "mcp_method_name",
                "gen_ai_tool_name",
                "error_type",
                "mcp_protocol_version",
                "network_transport");
        upstreamRequests = histogram(
                "resend_http_client_request_duration_seconds",
                "Time of one HTTP request to Resend, without waiting for the limiter.",
                "route",
                "method",
                "status_class");
        upstreamFailures = counter(
                "resend_upstream_failures_total",
                "Requests to Resend that failed, by where they went wrong; refusals are none.",
                "kind",
                LabelValues.UPSTREAM_FAILURES);
        limiterWaits = histogram("resend_limiter_wait_seconds", "Time a call waited for its turn at Resend.");
        limiterRejections = counter("resend_limiter_rejected_total", "Attempts that got no turn at Resend.");
        retries = Counter.builder()
                .name("resend_retries_total")
                .help("Attempts that followed a failed one, by the error of that one.")
                .labelNames("reason")
                .register(registry);
        authFailures = counter(
                "auth_failures_total",
                "Requests refused before they reached a tool.",
                "reason",
                LabelValues.AUTH_REASONS);
        bodyRefusals = counter(
                "mcp_bodies_refused_total",
                "Request bodies that were not served, by why.",
                "reason",
                LabelValues.BODY_REFUSALS);
        sends = counter(
                "resend_send_total",
                "Calls that must take effect once, by how they ended.",
                "outcome",
                LabelValues.SEND_OUTCOMES);
        deduplicated = counter(
                "resend_deduplicated_total",
                "Repeated calls, by where their answer came from.",
                "source",
                LabelValues.DEDUPLICATION_SOURCES);
        journalFailures = counter("resend_journal_failures_total", "Times the journal of calls could not be written.");
        configReloads = counter(
                "config_reload_total",
                "Times the settings were read again while the service ran.",
                "result",
                LabelValues.RELOAD_RESULTS);
        Info.builder()
                .name("build_info")
                .help("What is running; always 1.")
                .labelNames("version", "commit", "protocols")
                .register(registry)
                .setLabelValues(build.version(), build.commit(), String.join(",", build.protocols()));
        JvmMetrics.builder().register(registry);
    }

    /** Series that are read at each scrape. */
    public Gauges gauges() {
        return gauges;
    }

    /**
     * An MCP message was answered.
     *
     * @param method such as tools/call
     * @param tool name of the tool; empty or null if the method is about none
     * @param errorType error name or JSON-RPC code; empty or null if all went well
     * @param protocolVersion MCP revision, such as 2025-11-25; empty or null if the client did not say
     * @param transport {@code tcp} for HTTP, {@code pipe} for stdio
     * @param took time from receiving to answering
     */
    public void operation(
            String method, String tool, String errorType, String protocolVersion, String transport, Duration took) {
        operations
                .labelValues(
                        LabelValues.mcpMethod(method),
                        tool != null && tools.contains(tool) ? tool : "",
                        LabelValues.errorType(errorType),
                        LabelValues.protocol(protocols, protocolVersion),
                        LabelValues.transport(transport))
                .observe(seconds(took));
    }

    /**
     * A request to Resend ended.
     *
     * @param route template of the path, such as /emails/{email_id}; never a path with values in it
     * @param method HTTP verb
     * @param status HTTP status, or 0 if no answer came
     * @param took time from sending to the end
     */
    public void upstreamRequest(String route, String method, int status, Duration took) {
        upstreamRequests
                .labelValues(LabelValues.route(route), LabelValues.httpMethod(method), LabelValues.statusClass(status))
                .observe(seconds(took));
    }

    /**
     * A request to Resend failed in a way that is no refusal.
     *
     * @param kind such as {@code dns} or {@code timeout}
     */
    public void upstreamFailed(String kind) {
        upstreamFailures
                .labelValues(LabelValues.oneOf(LabelValues.UPSTREAM_FAILURES, kind))
                .inc();
    }

    /** A call had its turn after this wait, which may be zero. */
    public void limiterWaited(Duration wait) {
        limiterWaits.observe(seconds(wait));
    }

    /** An attempt got no turn: its wait was too long, or the service was stopping. */
    public void limiterRejected() {
        limiterRejections.inc();
    }

    /** An attempt follows one that failed with this error. */
    public void retried(String errorName) {
        retries.labelValues(LabelValues.errorType(errorName)).inc();
    }

    /** A request was refused: {@code missing_token}, {@code invalid_token}, {@code origin}, {@code host} or {@code repeated_header}. */
    public void authFailure(String reason) {
        authFailures.labelValues(LabelValues.authReason(reason)).inc();
    }

    /** A body was not served, for one of the reasons of {@link LabelValues#BODY_REFUSALS}. */
    public void bodyRefused(String reason) {
        bodyRefusals
                .labelValues(LabelValues.oneOf(LabelValues.BODY_REFUSALS, reason))
                .inc();
    }

    /** A call that must take effect once has ended: accepted, deduplicated, refused, unknown or not_sent. */
    public void send(String outcome) {
        sends.labelValues(LabelValues.oneOf(LabelValues.SEND_OUTCOMES, outcome)).inc();
    }

    /** A repeated call was answered from: journal, concurrent_call or resend. */
    public void deduplicated(String source) {
        deduplicated
                .labelValues(LabelValues.oneOf(LabelValues.DEDUPLICATION_SOURCES, source))
                .inc();
    }

    /** The journal of calls could not be written. */
    public void journalFailed() {
        journalFailures.inc();
    }

    /** The settings were read again, and taken over or refused as a whole. */
    public void configReloaded(boolean taken) {
        configReloads.labelValues(taken ? "success" : "failure").inc();
    }

    /** Answers scrapes; belongs on the admin port, at /prometheus. */
    public HttpServlet servlet() {
        return new PrometheusMetricsServlet(registry);
    }

    private Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .labelNames(labels)
                .classicUpperBounds(BUCKETS)
                .register(registry);
    }

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    /** All values are present at zero, so that the first event already shows as an increase. */
    private Counter counter(String name, String help, String label, Set<String> values) {
        Counter counter =
                Counter.builder().name(name).help(help).labelNames(label).register(registry);
        values.forEach(counter::initLabelValues);
        return counter;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
