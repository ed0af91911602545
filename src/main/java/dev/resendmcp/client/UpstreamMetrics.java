package dev.resendmcp.client;

import dev.resendmcp.client.failure.FailureKind;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.metrics.Metrics.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The series of calls to Resend. */
public final class UpstreamMetrics {
    private final Metrics metrics;
    private final Timer requests;
    private final Count responses;
    private final Count failures;
    private final Timer waits;
    private final Count rejections;
    private final Count retries;

    /** Registers what is counted; the methods below register what is read. */
    public UpstreamMetrics(Metrics metrics) {
        this.metrics = metrics;
        this.requests = metrics.timer(
                "resend_http_client_request_duration_seconds",
                "Time of one HTTP request to Resend, without waiting for the limiter.",
                Label.route("route"),
                Label.oneOf("method", Set.of("GET", "POST", "PUT", "PATCH", "DELETE")),
                Label.statusClass("status_class"));
        this.responses = metrics.counter(
                "resend_http_client_responses_total",
                "Requests to Resend, by the status of the response.",
                Label.status("status", Set.of("429", "500", "503")));
        this.failures = metrics.counter(
                "resend_upstream_failures_total",
                "Requests to Resend that failed, by where they went wrong; refusals are none.",
                Label.oneOf("kind", FailureKind.class));
        this.waits = metrics.timer("resend_limiter_wait_seconds", "Time a call waited for its turn at Resend.");
        this.rejections = metrics.counter("resend_limiter_rejected_total", "Attempts that got no turn at Resend.");
        this.retries = metrics.counter(
                "resend_retries_total",
                "Attempts that followed a failed one, by the error of that one.",
                Label.errorType("reason"));
    }

    /**
     * A request was made.
     *
     * @param route path template, such as {@code /emails/{email_id}}
     * @param method HTTP method
     * @param status HTTP status of the response, 200 for any success; 0 when there was none
     * @param took from sending to the last byte of the response, or to the failure
     */
    public void requested(String route, String method, int status, Duration took) {
        requests.observe(took, route, method, String.valueOf(status));
        responses.add(String.valueOf(status));
    }

    /** A request failed in a way that is no refusal. */
    public void failed(FailureKind kind) {
        failures.add(kind.label());
    }

    /** A call was admitted by the limiter after this wait. */
    public void waited(Duration wait) {
        waits.observe(wait);
    }

    /** A call was not admitted by the limiter. */
    public void rejected() {
        rejections.add();
    }

    /** A failed attempt is about to be followed by another one. */
    public void retried(String errorName) {
        retries.add(errorName);
    }

    /** Reports the limiter. */
    public void read(RateLimiter limiter) {
        metrics.gauge("resend_limiter_queue_depth", "Calls that wait for their turn at Resend.", limiter::queueDepth);
        metrics.gauge("resend_limiter_limit", "Requests per second that we allow ourselves.", limiter::limit);
    }

    /** Reports the memory that responses take. */
    public void read(ResponseMemory memory) {
        metrics.gauge(
                "resend_answer_memory_bytes",
                "Memory that large answers of Resend take until their calls are answered.",
                memory::taken);
    }

    /**
     * Reports the circuit breaker.
     *
     * @param state of all endpoints together
     * @param endpoints how many have their calls held back on their own
     * @param openings how often it has opened, for all endpoints together and for single ones
     */
    public void circuit(Supplier<CircuitState> state, IntSupplier endpoints, Map<String, LongSupplier> openings) {
        metrics.gauge(
                "resend_circuit_state",
                "Circuit breaker in front of Resend: 0 closed, 1 half-open, 2 open.",
                () -> state.get().position().level());
        metrics.gauge(
                "resend_circuit_open_endpoints",
                "Endpoints of Resend whose calls are held back because they fail on their own.",
                endpoints::getAsInt);
        metrics.counter(
                "resend_circuit_openings_total",
                "Times the circuit breaker has opened, for all endpoints together and for single ones.",
                "scope",
                openings);
    }

    /** Reports the connections to Resend. */
    public void connections(Supplier<ConnectionPool.Stats> pool) {
        Map<String, Supplier<OptionalLong>> states = new LinkedHashMap<>();
        states.put("leased", () -> OptionalLong.of(pool.get().leased()));
        states.put("pending", () -> OptionalLong.of(pool.get().pending()));
        states.put("free", () -> OptionalLong.of(pool.get().free()));
        metrics.gauge(
                "resend_http_client_connections",
                "Connections to Resend: leased, free, and calls that wait for one (pending).",
                "state",
                states);
        metrics.gauge(
                "resend_http_client_connections_max",
                "Connections to Resend that may be in use.",
                () -> pool.get().max());
    }

    /** Reports what is known of the API key. */
    public void key(Supplier<ApiKeyStatus> status) {
        metrics.state(
                "resend_api_key_status",
                "What Resend's responses have shown of the API key: 1 for the current status, else 0.",
                Label.oneOf("status", ApiKeyStatus.class),
                () -> status.get().name().toLowerCase(Locale.ROOT));
    }

    /** Reports the account's limits as Resend last said; what it has not said is absent. */
    public void limits(Supplier<AccountLimits> limits) {
        metrics.optionalGauge(
                "resend_ratelimit_limit",
                "Requests per second that Resend allows, as it last said.",
                () -> limits.get().limit());
        metrics.optionalGauge(
                "resend_ratelimit_remaining",
                "Requests left in the window, as Resend last said.",
                () -> limits.get().remaining());
        metrics.optionalGauge(
                "resend_ratelimit_reset_seconds",
                "Time until the window of the rate limit is over, as Resend last said.",
                () -> limits.get().resetSeconds());
        Map<String, Supplier<OptionalLong>> quotas = new LinkedHashMap<>();
        quotas.put("daily", () -> limits.get().dailyUsed());
        quotas.put("monthly", () -> limits.get().monthlyUsed());
        metrics.gauge(
                "resend_quota_used",
                "E-mails that count against the account's quota, as Resend last said.",
                "window",
                quotas);
        Map<String, Supplier<OptionalLong>> sizes = new LinkedHashMap<>();
        sizes.put("daily", () -> limits.get().dailyQuota());
        sizes.put("monthly", () -> limits.get().monthlyQuota());
        metrics.gauge(
                "resend_quota_limit",
                "E-mails that the plan of the account allows, as the tool get_usage last showed.",
                "window",
                sizes);
    }
}
