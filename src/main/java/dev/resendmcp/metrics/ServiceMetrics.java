package dev.resendmcp.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * All series of this service, in a registry of its own. Durations are seconds. No method fails because of a value
 * it is given: what is outside a closed set is counted as {@code _OTHER}. Safe for use by many threads.
 */
public final class ServiceMetrics {

    // From a cached answer to the longest wait for Resend, in seconds.
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Set<String> tools;
    private final Set<String> protocols;
    private final Histogram operations;
    private final Histogram upstreamRequests;
    private final Histogram limiterWaits;
    private final Counter limiterRejections;
    private final Counter retries;
    private final Counter authFailures;

    /**
     * Registers all series but those of {@link #limiter}, {@link #circuit}, {@link #rateLimit} and {@link #quota}.
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
        limiterWaits = histogram("resend_limiter_wait_seconds", "Time a call waited for its turn at Resend.");
        limiterRejections = Counter.builder()
                .name("resend_limiter_rejected_total")
                .help("Attempts that got no turn at Resend.")
                .register(registry);
        retries = Counter.builder()
                .name("resend_retries_total")
                .help("Attempts that followed a failed one, by the error of that one.")
                .labelNames("reason")
                .register(registry);
        authFailures = Counter.builder()
                .name("auth_failures_total")
                .help("Requests refused before they reached a tool.")
                .labelNames("reason")
                .register(registry);
        // Present at zero, so that the first failure already shows as an increase.
        LabelValues.AUTH_REASONS.forEach(authFailures::initLabelValues);
        Info.builder()
                .name("build_info")
                .help("What is running; always 1.")
                .labelNames("version", "commit", "protocols")
                .register(registry)
                .setLabelValues(build.version(), build.commit(), String.join(",", build.protocols()));
        JvmMetrics.builder().register(registry);
    }

    /**
     * Reports the state of the limiter, read at each scrape.
     *
     * @param queueDepth calls that wait for their turn
     * @param limit requests per second that we allow ourselves
     * @throws IllegalArgumentException if called a second time
     */
    public void limiter(IntSupplier queueDepth, IntSupplier limit) {
        gauge("resend_limiter_queue_depth", "Calls that wait for their turn at Resend.", queueDepth);
        gauge("resend_limiter_limit", "Requests per second that we allow ourselves.", limit);
    }

    /**
     * Reports the circuit breaker, read at each scrape.
     *
     * @param state 0 closed, 1 half-open, 2 open
     * @throws IllegalArgumentException if called a second time
     */
    public void circuit(IntSupplier state) {
        gauge("resend_circuit_state", "Circuit breaker in front of Resend: 0 closed, 1 half-open, 2 open.", state);
    }

    /**
     * Reports the rate limit as Resend told it, read at each scrape. What it has not told is left out.
     *
     * @param limit requests per second
     * @param remaining requests left in the window
     * @param resetSeconds time until the window is over, when it was told
     * @throws IllegalArgumentException if called a second time
     */
    public void rateLimit(
            Supplier<OptionalLong> limit, Supplier<OptionalLong> remaining, Supplier<OptionalLong> resetSeconds) {
        toldGauge("resend_ratelimit_limit", "Requests per second that Resend allows, as it last said.", limit);
        toldGauge("resend_ratelimit_remaining", "Requests left in the window, as Resend last said.", remaining);
        toldGauge(
                "resend_ratelimit_reset_seconds",
                "Time until the window of the rate limit is over, as Resend last said.",
                resetSeconds);
    }

    /**
     * Reports the e-mails that count against the quotas as Resend told them, read at each scrape. What it has not told is
     * left out.
     *
     * @param daily used today
     * @param monthly used this month
     * @throws IllegalArgumentException if called a second time
     */
    public void quota(Supplier<OptionalLong> daily, Supplier<OptionalLong> monthly) {
        GaugeWithCallback.builder()
                .name("resend_quota_used")
                .help("E-mails that count against the account's quota, as Resend last said.")
                .labelNames("window")
                .callback(callback -> {
                    daily.get().ifPresent(used -> callback.call((double) used, "daily"));
                    monthly.get().ifPresent(used -> callback.call((double) used, "monthly"));
                })
                .register(registry);
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

    /** A request was refused: {@code missing_token}, {@code invalid_token}, {@code origin} or {@code host}. */
    public void authFailure(String reason) {
        authFailures.labelValues(LabelValues.authReason(reason)).inc();
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

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }

    private void toldGauge(String name, String help, Supplier<OptionalLong> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.get().ifPresent(callback::call))
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
