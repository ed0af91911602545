package dev.resendmcp.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.client.failure.FailureClassifier;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.ResendHttp;
import dev.resendmcp.client.http.ResendTransport;
import dev.resendmcp.client.http.ResponseLimitHandler;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.client.retry.RetryRules;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.client.settings.TlsSettingsException;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.client.HttpClientBuilder;
import io.dropwizard.client.proxy.ProxyConfiguration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.ssl.SSLInitializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all clients of the process share: one HTTP client, the memory for answers, and limits of time. */
final class ClientParts implements Managed {
    private static final Logger log = LoggerFactory.getLogger(ClientParts.class);
    private static final int DEEPEST_ANSWER = 100;

    private final ResendSettings settings;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final RequestExecutor.Timeouts times;
    private final FailureClassifier failures;
    private final UpstreamSpans spans;
    private final Operations operations;
    private final ConnectionPool pool = new ConnectionPool();
    private final Supplier<CloseableHttpClient> build;
    private CloseableHttpClient http;

    /** @param guard cuts off exchanges that take too long */
    ClientParts(
            ResendSettings settings,
            Environment environment,
            ScheduledExecutorService guard,
            ResponseMemory answers,
            Tracing tracing,
            Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.mapper = answerMapper(settings.maxAnswerSize().toBytes());
        this.times = new RequestExecutor.Timeouts(
                settings.maxWait().toJavaDuration(),
                settings.requestTimeout().toJavaDuration(),
                settings.callTimeout().toJavaDuration());
        this.failures = new FailureClassifier(mapper, clock, useProxy());
        this.spans = new UpstreamSpans(tracing, settings.baseUrl().uri());
        this.operations = new Operations(settings.baseUrl().uri(), mapper);
        ResponseLimitHandler limits = new ResponseLimitHandler(guard, times.request(), answers);
        this.build = () -> {
            HttpClientBuilder builder = new ResendHttp(environment.metrics(), limits, pool).using(settings.http());
            if (settings.caFile() != null) {
                builder.using(settings.caFile().sockets());
            }
            return builder.build("resend");
        };
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

    /** Builds the HTTP client at once: stores that cannot be read are to be noticed at the start. */
    void requireUsable() {
        try {
            CloseableHttpClient unused = http();
        } catch (SSLInitializationException e) {
            throw new TlsSettingsException(e);
        }
    }

    /**
     * What requests go out by. It is built at first use: with the trusted certificates it takes a tenth of the time to the
     * first answer over stdio, which needs none.
     */
    private synchronized CloseableHttpClient http() {
        http = http == null ? build.get() : http;
        return http;
    }

    @Override
    public synchronized void stop() throws IOException {
        if (http != null) {
            http.close();
        }
    }

    /** Connections to Resend. */
    ConnectionPool connections() {
        return pool;
    }

    URI address() {
        return settings.baseUrl().uri();
    }

    FailureClassifier failures() {
        return failures;
    }

    /** Sends requests under a key, which is asked for each time. */
    ResendTransport transport(Supplier<ApiKey> key) {
        return transport(request ->
                request.setHeader(HttpHeaders.AUTHORIZATION, key.get().bearer()));
    }

    /** Sends requests without a key. */
    ResendTransport anonymous() {
        return transport((HttpRequest request) -> {});
    }

    private ResendTransport transport(Consumer<HttpRequest> authorize) {
        return new ResendTransport(http(), mapper, authorize.andThen(UpstreamSpans::inject), UpstreamSpans::status);
    }

    /** A client whose every attempt passes the limiter and a circuit breaker of its own. */
    ResendClient client(
            Supplier<ApiKey> key,
            RateLimiter limiter,
            RetryRules rules,
            UpstreamMonitor monitor,
            OutageBreaker breaker) {
        RequestExecutor calls = new RequestExecutor(times, limiter, breaker, rules, failures, monitor, spans);
        return new ResendClient(operations, Suppliers.memoize(() -> transport(key)), calls, monitor, breaker, pool);
    }

    Clock clock() {
        return clock;
    }
}
