package dev.resendmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.client.settings.ResendHttpSettings;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A pool without free connections is seen, and nothing that ends an exchange takes connections away for good. */
class ConnectionPoolTest {
    private static final FaultyUpstream.Behaviour GOOD = FaultyUpstream.http("200 OK", "application/json", "{}");

    @Test
    void poolWithoutFreeConnectionsIsSeenByHealthAndMetrics() {
        CountDownLatch gate = new CountDownLatch(1);
        try (FaultyUpstream upstream = new FaultyUpstream(out -> {
                    gate.await();
                    GOOD.answer(out);
                });
                RunningService service = RunningService.inFrontOf(
                        upstream.uri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("resend.http.maxConnections", "1", "resend.http.connectionRequestTimeout", "100ms"))) {
            CompletableFuture<JsonNode> waiting = service.mcp().callLater("list_domains", McpCalls.json("{}"));
            Awaitility.await().untilAsserted(() -> {
                assertThat(health(service).path("healthy").asBoolean()).isFalse();
                assertThat(health(service).path("message").asText())
                        .contains("1 of 1 connections", "all connections are in use");
            });
            assertThat(scrape(service))
                    .contains("resend_http_client_connections{state=\"free\"} 0.0")
                    .contains("resend_http_client_connections{state=\"leased\"} 1.0")
                    .contains("resend_http_client_connections_max 1.0");
            gate.countDown();
            waiting.join();
            Awaitility.await().until(() -> health(service).path("healthy").asBoolean());
        }
    }

    @Test
    void errorOfTheJvmInAnExchangeLeavesAWorkingClient() throws Throwable {
        AtomicInteger errors = new AtomicInteger(3);
        ConnectionPool pool = new ConnectionPool();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ResponseLimitHandler guard =
                new ResponseLimitHandler(timer, Duration.ofSeconds(5), new ResponseMemory(1_000_000, 1_000));
        ResendHttpSettings settings = new ResendHttpSettings();
        settings.setMaxConnections(2);
        try (FaultyUpstream upstream = new FaultyUpstream(GOOD);
                CloseableHttpClient client =
                        failing(guard, pool, errors).using(settings).build("test")) {
            Exchange.Work work = () -> client.execute(new HttpGet(upstream.uri()), response -> response.getCode());
            while (errors.get() > 0) {
                assertThatThrownBy(() -> run(work)).isInstanceOf(OutOfMemoryError.class);
            }
            assertThat(run(work)).isEqualTo(200);
            assertThat(pool.stats().leased()).isZero();
            assertThat(pool.tryOne(Duration.ofSeconds(1))).isEmpty();
        } finally {
            timer.shutdownNow();
        }
    }

    private static Object run(Exchange.Work work) throws Throwable {
        Exchange exchange = new Exchange(System.nanoTime() + TimeUnit.SECONDS.toNanos(5), limits -> {});
        try (CallContext call = CallContext.ofService().bind()) {
            return exchange.run(call, work);
        }
    }

    /** A client that runs out of memory in the midst of this many exchanges. */
    private static ResendHttp failing(ResponseLimitHandler guard, ConnectionPool pool, AtomicInteger errors) {
        MetricRegistry metrics = new MetricRegistry();
        return new ResendHttp(metrics, guard, pool) {
            @Override
            protected HttpRequestExecutor createRequestExecutor(String name) {
                return new TrackingExecutor() {
                    @Override
                    public ClassicHttpResponse execute(
                            ClassicHttpRequest request,
                            HttpClientConnection connection,
                            HttpResponseInformationCallback information,
                            HttpContext context)
                            throws IOException, HttpException {
                        ClassicHttpResponse response = super.execute(request, connection, information, context);
                        if (errors.getAndDecrement() > 0) {
                            throw new OutOfMemoryError("as a test wants it");
                        }
                        return response;
                    }
                };
            }
        };
    }

    private static JsonNode health(RunningService service) {
        return McpCalls.parse(service.get(service.admin("/healthcheck"))).path("resend-connections");
    }

    private static String scrape(RunningService service) {
        return service.get(service.admin("/prometheus")).body();
    }
}
