package dev.resendmcp.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Series whose values are asked for at each scrape. Each may be set once; what gives a value is fast and throws nothing. */
public final class Gauges {
    private final PrometheusRegistry registry;

    Gauges(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /**
     * Reports the state of the limiter, read at each scrape.
     *
     * @param queueDepth calls that wait for their turn
     * @param limit requests per second that we allow ourselves
     * @throws IllegalArgumentException if called a second time
     */
    public void limiter(IntSupplier queueDepth, IntSupplier limit) {
        gauge("resend_limiter_queue_depth", "Calls that wait for their turn at Resend.", queueDepth::getAsInt);
        gauge("resend_limiter_limit", "Requests per second that we allow ourselves.", limit::getAsInt);
    }

    /**
     * Reports the circuit breaker, read at each scrape.
     *
     * @param state of all endpoints together: 0 closed, 1 half-open, 2 open
     * @param endpoints how many have their calls held back on their own
     * @throws IllegalArgumentException if called a second time
     */
    public void circuit(IntSupplier state, IntSupplier endpoints) {
        gauge(
                "resend_circuit_state",
                "Circuit breaker in front of Resend: 0 closed, 1 half-open, 2 open.",
                state::getAsInt);
        gauge(
                "resend_circuit_open_endpoints",
                "Endpoints of Resend whose calls are held back because they fail on their own.",
                endpoints::getAsInt);
    }

    /**
     * Reports the connections to Resend, read at each scrape.
     *
     * @param leased in use
     * @param pending requests that wait for one
     * @param free how many more may be in use
     * @param max how many may be in use
     * @throws IllegalArgumentException if called a second time
     */
    public void connections(IntSupplier leased, IntSupplier pending, IntSupplier free, IntSupplier max) {
        GaugeWithCallback.builder()
                .name("resend_http_client_connections")
                .help("Connections to Resend: leased, free, and calls that wait for one (pending).")
                .labelNames("state")
                .callback(callback -> {
                    callback.call(leased.getAsInt(), "leased");
                    callback.call(pending.getAsInt(), "pending");
                    callback.call(free.getAsInt(), "free");
                })
                .register(registry);
        gauge("resend_http_client_connections_max", "Connections to Resend that may be in use.", max::getAsInt);
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
     * Reports how the state is kept, read at each scrape.
     *
     * @param journalEntries calls that are remembered
     * @param shared whether replicas share it now
     * @param writable whether it can be written to disk now
     * @throws IllegalArgumentException if called a second time
     */
    public void state(LongSupplier journalEntries, BooleanSupplier shared, BooleanSupplier writable) {
        gauge("resend_journal_entries", "Calls that are remembered so as not to be made twice.", journalEntries);
        gauge("resend_state_shared", "1 while the state is shared through Redis, else 0.", level(shared));
        gauge("resend_state_writable", "1 while the state can be written to disk, else 0.", level(writable));
    }

    /** What Resend's answers take of the memory, in bytes. */
    public void answers(LongSupplier memory) {
        gauge(
                "resend_answer_memory_bytes",
                "Memory that large answers of Resend take until their calls are answered.",
                memory);
    }

    /**
     * Reports what comes and goes over HTTP, read at each scrape.
     *
     * @param arriving bodies of which a part is still to come
     * @param bytes what bodies take, until their calls are answered
     * @param unread what answers take that their clients have not read yet
     * @param dropped answers that an error replaced, because too many waited to be read
     * @throws IllegalArgumentException if called a second time
     */
    public void traffic(LongSupplier arriving, LongSupplier bytes, LongSupplier unread, LongSupplier dropped) {
        gauge("mcp_bodies_arriving", "Request bodies of which a part is still to come.", arriving);
        gauge("mcp_body_bytes", "Bytes of request bodies that are held until their calls are answered.", bytes);
        gauge("mcp_unread_answer_bytes", "Bytes of large answers that clients have not read yet.", unread);
        CounterWithCallback.builder()
                .name("mcp_answers_dropped_total")
                .help("Answers that an error replaced, because too many waited to be read.")
                .callback(callback -> callback.call((double) dropped.getAsLong()))
                .register(registry);
    }

    /**
     * Reports the lines that no log holds, read at each scrape.
     *
     * @param queue lines for which a queue had no room
     * @param disk lines that could not be written
     * @throws IllegalArgumentException if called a second time
     */
    public void lostLines(LongSupplier queue, LongSupplier disk) {
        counter(
                "log_lines_lost_total",
                "Log lines that were lost: no room in a queue, or a file that cannot be written.",
                "reason",
                Map.of("queue", queue, "disk", disk));
    }

    /**
     * Reports what has ended threads that must live, read at each scrape.
     *
     * @param deaths how often, for each name a thread may have
     * @throws IllegalArgumentException if called a second time
     */
    public void threadDeaths(Map<String, LongSupplier> deaths) {
        counter(
                "resend_thread_deaths_total",
                "Failures that ended a thread or task that must live; its work began again.",
                "thread",
                deaths);
    }

    /**
     * Reports the connections that the service closed, read at each scrape.
     *
     * @param closed how many, for each port
     * @throws IllegalArgumentException if called a second time
     */
    public void closedConnections(Map<String, LongSupplier> closed) {
        counter(
                "http_connections_closed_total",
                "Connections that were closed because there were too many, or because no request came in time.",
                "port",
                closed);
    }

    private void counter(String name, String help, String label, Map<String, LongSupplier> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.forEach((of, count) -> callback.call((double) count.getAsLong(), of)))
                .register(registry);
    }

    private static LongSupplier level(BooleanSupplier value) {
        return () -> value.getAsBoolean() ? 1 : 0;
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private void toldGauge(String name, String help, Supplier<OptionalLong> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.get().ifPresent(callback::call))
                .register(registry);
    }
}
