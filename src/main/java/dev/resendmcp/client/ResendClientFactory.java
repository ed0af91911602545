package dev.resendmcp.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.client.failure.FailureClassifier;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.ResendHttp;
import dev.resendmcp.client.http.ResendTransport;
import dev.resendmcp.client.http.ResponseLimitHandler;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.limit.ReplicaBudget;
import dev.resendmcp.client.limit.RequestLimit;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.client.retry.RetryRules;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.client.settings.TlsSettingsException;
import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.client.HttpClientBuilder;
import io.dropwizard.client.proxy.ProxyConfiguration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import java.net.URI;
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
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.ssl.SSLInitializationException;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the client and ties it and its rate limiter to the lifecycle of the service. */
public final class ResendClientFactory {
    private static final Logger log = LoggerFactory.getLogger(ResendClientFactory.class);
    private static final int DEEPEST_ANSWER = 100;

    private final ResendSettings settings;
    private final Supplier<ApiKey> apiKey;
    private final String userAgent;
    private final Supervisor threads;
    private final UpstreamSpans spans;

    /**
     * @param apiKey asked for each request
     * @param userAgent name and version; Resend refuses requests without
     */
    public ResendClientFactory(
            ResendSettings settings, Supplier<ApiKey> apiKey, String userAgent, Supervisor threads, Tracing tracing) {
        this.settings = settings;
        this.apiKey = apiKey;
        this.userAgent = userAgent;
        this.threads = threads;
        this.spans = new UpstreamSpans(tracing, settings.baseUrl().uri());
    }

    /**
     * The one limiter of the account, shared by everything that calls Resend. Of the time the server gives running calls when
     * it stops, the first half is for those that still wait for their turn, the second for requests in progress.
     *
     * @param shared permits of all replicas, if they share any
     * @param replicas how many there are
     */
    public RateLimiter limiter(Environment environment, Optional<SharedPermits> shared, int replicas) {
        RequestLimit limit = new RequestLimit(
                settings.rateLimit() == null ? OptionalInt.empty() : OptionalInt.of(settings.rateLimit()));
        ReplicaBudget budget = new ReplicaBudget(
                shared.orElse(null), limit, replicas, longestUse(), timer(environment, ServiceThread.REPLICA_BUDGET));
        RateLimiter limiter = new RateLimiter(limit, budget, timer(environment, ServiceThread.RATE_LIMITER));
        environment.lifecycle().manage(limiter);
        whenStopping(environment, limiter::stopAfter);
        return limiter;
    }

    /** From taking a permit to the return of it, when all goes as slowly as it may. */
    private Duration longestUse() {
        return settings.requestTimeout().toJavaDuration().plusSeconds(5);
    }

    /** Memory for the answers that the client reads. */
    public ResponseMemory answers() {
        return new ResponseMemory(
                Runtime.getRuntime().maxMemory(), settings.maxAnswerSize().toBytes());
    }

    /** A client whose every attempt passes the limiter. */
    public ResendClient client(
            Environment environment, RateLimiter limiter, ResponseMemory answers, UpstreamMetrics metrics) {
        Clock clock = Clock.systemUTC();
        ObjectMapper mapper = answerMapper(settings.maxAnswerSize().toBytes());
        RequestExecutor.Timeouts times = new RequestExecutor.Timeouts(
                settings.maxWait().toJavaDuration(),
                settings.requestTimeout().toJavaDuration(),
                settings.callTimeout().toJavaDuration());
        ResponseLimitHandler limits =
                new ResponseLimitHandler(timer(environment, ServiceThread.EXCHANGE_GUARD), times.request(), answers);
        UpstreamMonitor monitor = new UpstreamMonitor(metrics, clock);
        OutageBreaker breaker = new OutageBreaker(clock);
        RetryRules rules = rules(environment);
        FailureClassifier failures = new FailureClassifier(mapper, clock, useProxy());
        RequestExecutor calls = new RequestExecutor(times, limiter, breaker, rules, failures, monitor, spans);
        ConnectionPool pool = new ConnectionPool();
        metrics.read(limiter);
        metrics.read(answers);
        metrics.circuit(
                breaker::state,
                () -> breaker.heldBack().size(),
                Map.of("all", breaker::outages, "endpoint", breaker::endpointOutages));
        metrics.key(() -> monitor.state().key());
        metrics.connections(pool::stats);
        metrics.limits(() -> monitor.state().limits());
        return start(
                environment,
                new ResendClient(
                        settings.baseUrl().uri(),
                        mapper,
                        transport(environment, mapper, limits, pool),
                        calls,
                        monitor,
                        breaker,
                        pool));
    }

    /** As with those who wait for the limiter: calls in a pause have half of the time that running calls get. */
    private RetryRules rules(Environment environment) {
        RetryRules rules = new RetryRules();
        ScheduledExecutorService timer = timer(environment, ServiceThread.RETRY_PAUSES);
        environment.lifecycle().manage(rules);
        whenStopping(environment, half -> {
            Future<?> unused = timer.schedule(rules::stop, half.toNanos(), TimeUnit.NANOSECONDS);
        });
        return rules;
    }

    /** Hands over half of the time that the server gives running calls when it begins to stop. */
    private static void whenStopping(Environment environment, Consumer<Duration> action) {
        environment
                .lifecycle()
                .addServerLifecycleListener(server -> server.addEventListener(new LifeCycle.Listener() {
                    @Override
                    public void lifeCycleStopping(LifeCycle stopping) {
                        action.accept(Duration.ofMillis(server.getStopTimeout() / 2));
                    }
                }));
    }

    /** Sets the proxy of the environment unless the file names one; tells whether there is one. */
    private boolean useProxy() {
        URI address = settings.baseUrl().uri();
        settings.proxyInUse().ifPresent(settings.http()::setProxyConfiguration);
        ProxyConfiguration proxy = settings.http().getProxyConfiguration();
        if (proxy != null) {
            log.info("Calls to Resend go through the proxy {}:{}", proxy.getHost(), proxy.getPort());
        } else if (settings.proxy().skipped(address)) {
            log.info("Calls to Resend go there directly: NO_PROXY (resend.proxy.except) names its host");
        }
        return proxy != null;
    }

    private ResendClient start(Environment environment, ResendClient client) {
        environment.lifecycle().manage(client);
        if (settings.http().getTlsConfiguration() != null) {
            requireUsable(client);
        }
        return client;
    }

    private Supplier<ResendTransport> transport(
            Environment environment, ObjectMapper mapper, ResponseLimitHandler limits, ConnectionPool pool) {
        settings.http().setUserAgent(Optional.of(userAgent));
        return () -> {
            HttpClientBuilder http = new ResendHttp(environment.metrics(), limits, pool).using(settings.http());
            if (settings.caFile() != null) {
                http.using(settings.caFile().sockets());
            }
            return new ResendTransport(http.build("resend"), mapper, this::prepare, UpstreamSpans::status);
        };
    }

    private void prepare(HttpRequest request) {
        request.setHeader(HttpHeaders.AUTHORIZATION, apiKey.get().bearer());
        UpstreamSpans.inject(request);
    }

    /** Builds the transport at once: stores that cannot be read are to be noticed at the start. */
    private static void requireUsable(ResendClient client) {
        try {
            client.transport();
        } catch (SSLInitializationException e) {
            throw new TlsSettingsException(e);
        }
    }

    private ScheduledExecutorService timer(Environment environment, ServiceThread name) {
        ScheduledExecutorService timer = threads.timer(name);
        // What is still to come when the server has ended is for nobody.
        environment
                .lifecycle()
                .manage(new ExecutorServiceManager(timer, io.dropwizard.util.Duration.milliseconds(0), name.label()));
        return timer;
    }

    private static ObjectMapper answerMapper(long largest) {
        ObjectMapper mapper = WireFormat.mapper();
        JsonFactory factory = mapper.getFactory();
        factory.setStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST_ANSWER)
                .maxStringLength((int) Math.min(largest, Integer.MAX_VALUE))
                .maxDocumentLength(largest)
                .build());
        return mapper;
    }
}
