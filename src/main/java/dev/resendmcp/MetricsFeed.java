package dev.resendmcp;

import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.UpstreamListener;
import dev.resendmcp.client.failure.FailureKind;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.http.Ports;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.mcp.McpListener;
import dev.resendmcp.mcp.http.TrafficLimits;
import dev.resendmcp.metrics.ServiceMetrics;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateService;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Carries what happens at both ends of the service to its metrics, which know neither. */
final class MetricsFeed {
    private final ServiceMetrics metrics;

    MetricsFeed(ServiceMetrics metrics) {
        this.metrics = metrics;
    }

    /** Hears of calls to Resend. */
    UpstreamListener upstream() {
        return new UpstreamListener() {
            @Override
            public void requested(String route, String method, int status, Duration took) {
                metrics.upstreamRequest(route, method, status, took);
            }

            @Override
            public void failed(FailureKind kind) {
                metrics.upstreamFailed(kind.label());
            }

            @Override
            public void waited(Duration wait) {
                metrics.limiterWaited(wait);
            }

            @Override
            public void rejected() {
                metrics.limiterRejected();
            }

            @Override
            public void retried(String errorName) {
                metrics.retried(errorName);
            }
        };
    }

    /** Hears of MCP requests. */
    McpListener mcp() {
        return new McpListener() {
            @Override
            public void completed(
                    String method, String tool, String errorType, String version, String transport, Duration took) {
                metrics.operation(method, tool, errorType, version, transport, took);
            }

            @Override
            public void refused(String reason) {
                metrics.authFailure(reason);
            }

            @Override
            public void bodyRefused(String reason) {
                metrics.bodyRefused(reason);
            }
        };
    }

    /** Lets each scrape read how limiter and client are. */
    void read(RateLimiter limiter, ResendClient client) {
        metrics.gauges().limiter(limiter::queueDepth, limiter::limit);
        metrics.gauges()
                .circuit(
                        () -> client.circuit().position().level(),
                        () -> client.heldBackEndpoints().size());
        Supplier<ConnectionPool.Stats> pool = client.connections()::stats;
        metrics.gauges()
                .connections(
                        () -> pool.get().leased(),
                        () -> pool.get().pending(),
                        () -> pool.get().free(),
                        () -> pool.get().max());
        Supplier<AccountLimits> told = () -> client.state().limits();
        metrics.gauges()
                .rateLimit(
                        () -> told.get().limit(),
                        () -> told.get().remaining(),
                        () -> told.get().resetSeconds());
        metrics.gauges().quota(() -> told.get().dailyUsed(), () -> told.get().monthlyUsed());
    }

    /** Lets each scrape read what comes and goes. */
    void read(TrafficLimits traffic) {
        metrics.gauges().traffic(traffic::bodies, traffic::bodyBytes, traffic::unreadBytes, traffic::droppedAnswers);
    }

    /** Lets each scrape read how many connections were closed. */
    void read(Ports ports) {
        metrics.gauges()
                .closedConnections(
                        Map.of("mcp", () -> ports.closed("application"), "admin", () -> ports.closed("admin")));
    }

    /** Lets each scrape read what Resend's answers take. */
    void read(ResponseMemory answers) {
        metrics.gauges().answers(answers::taken);
    }

    /** Lets each scrape read how the state is kept. */
    void read(StateService state) {
        metrics.gauges()
                .state(
                        () -> state.condition().journalEntries(),
                        () -> state.condition().sharing() == Sharing.ON,
                        () -> state.tryOut().disk().isEmpty());
    }

    /** Lets each scrape read what has ended threads that must live. */
    void read(Supervisor threads) {
        Map<String, LongSupplier> deaths = new LinkedHashMap<>();
        for (ServiceThread thread : ServiceThread.values()) {
            deaths.put(thread.label(), () -> threads.deaths(thread));
        }
        metrics.gauges().threadDeaths(deaths);
    }

    /** Lets each scrape read how many log lines were lost. */
    void read(LostLines lost) {
        metrics.gauges().lostLines(lost::queue, lost::disk);
    }
}
