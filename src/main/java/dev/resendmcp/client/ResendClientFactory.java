package dev.resendmcp.client;

import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.limit.ReplicaBudget;
import dev.resendmcp.client.limit.RequestLimit;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.client.retry.RetryRules;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.LifeCycle;

/** Builds clients and ties them and their rate limiters to the lifecycle of the service. */
public final class ResendClientFactory {
    private final ResendSettings settings;
    private final Environment environment;
    private final Supervisor threads;
    private final Tracing tracing;

    /** @param userAgent name and version; Resend refuses requests without */
    public ResendClientFactory(
            ResendSettings settings, String userAgent, Environment environment, Supervisor threads, Tracing tracing) {
        this.settings = settings;
        this.environment = environment;
        this.threads = threads;
        this.tracing = tracing;
        settings.http().setUserAgent(Optional.of(userAgent));
    }

    /**
     * The one limiter of the account, shared by everything that calls Resend. Of the time the server gives running calls
     * when it stops, the first half is for those that still wait for their turn, the second for requests in progress.
     *
     * @param shared permits of all replicas, if they share any
     * @param replicas how many there are
     */
    public RateLimiter limiter(Optional<SharedPermits> shared, int replicas) {
        RequestLimit limit = new RequestLimit(configuredRate());
        ReplicaBudget budget = new ReplicaBudget(
                shared.orElse(null), limit, replicas, longestUse(), timer(ServiceThread.REPLICA_BUDGET));
        RateLimiter limiter = new RateLimiter(limit, budget, timer(ServiceThread.RATE_LIMITER));
        environment.lifecycle().manage(limiter);
        whenStopping(limiter::stopAfter);
        return limiter;
    }

    private OptionalInt configuredRate() {
        return settings.rateLimit() == null ? OptionalInt.empty() : OptionalInt.of(settings.rateLimit());
    }

    /** From taking a permit to the return of it, when all goes as slowly as it may. */
    private Duration longestUse() {
        return settings.requestTimeout().toJavaDuration().plusSeconds(5);
    }

    /** The client of an account whose every attempt passes the limiter. */
    public ResendClient client(Supplier<ApiKey> key, RateLimiter limiter, UpstreamMetrics metrics) {
        ClientParts parts = parts(metrics);
        UpstreamMonitor monitor = new UpstreamMonitor(metrics, parts.clock());
        OutageBreaker breaker = new OutageBreaker(parts.clock());
        metrics.read(limiter);
        metrics.circuit(
                breaker::state,
                () -> breaker.heldBack().size(),
                Map.of("all", breaker::outages, "endpoint", breaker::endpointOutages));
        metrics.key(() -> monitor.state().key());
        metrics.limits(() -> monitor.state().limits());
        return parts.client(key, limiter, rules(), monitor, breaker);
    }

    /**
     * Clients for the keys of callers.
     *
     * @param replicas that divide the rate limit of each key among them
     */
    public AccountClients accounts(int replicas, UpstreamMetrics metrics) {
        AccountClients clients = new AccountClients(
                parts(metrics), metrics, configuredRate(), replicas, timer(ServiceThread.RATE_LIMITER));
        whenStopping(clients::stopAfter);
        return clients;
    }

    private ClientParts parts(UpstreamMetrics metrics) {
        ResponseMemory answers = new ResponseMemory(
                Runtime.getRuntime().maxMemory(), settings.maxAnswerSize().toBytes());
        ClientParts parts = new ClientParts(
                settings, environment, timer(ServiceThread.EXCHANGE_GUARD), answers, tracing, Clock.systemUTC());
        if (settings.http().getTlsConfiguration() != null) {
            parts.requireUsable();
        }
        environment.lifecycle().manage(parts);
        metrics.read(answers);
        metrics.connections(parts.connections()::stats);
        return parts;
    }

    /** As with those who wait for the limiter: calls in a pause have half of the time that running calls get. */
    private RetryRules rules() {
        RetryRules rules = new RetryRules();
        ScheduledExecutorService timer = timer(ServiceThread.RETRY_PAUSES);
        environment.lifecycle().manage(rules);
        whenStopping(half -> {
            Future<?> unused = timer.schedule(rules::stop, half.toNanos(), TimeUnit.NANOSECONDS);
        });
        return rules;
    }

    /** Hands over half of the time that the server gives running calls when it begins to stop. */
    private void whenStopping(Consumer<Duration> action) {
        environment
                .lifecycle()
                .addServerLifecycleListener(server -> server.addEventListener(new LifeCycle.Listener() {
                    @Override
                    public void lifeCycleStopping(LifeCycle stopping) {
                        action.accept(Duration.ofMillis(server.getStopTimeout() / 2));
                    }
                }));
    }

    private ScheduledExecutorService timer(ServiceThread name) {
        ScheduledExecutorService timer = threads.timer(name);
        // What is still to come when the server has ended is for nobody.
        environment
                .lifecycle()
                .manage(new ExecutorServiceManager(timer, io.dropwizard.util.Duration.milliseconds(0), name.label()));
        return timer;
    }
}
