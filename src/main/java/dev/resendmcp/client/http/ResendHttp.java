package dev.resendmcp.client.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.ConfiguredCloseableHttpClient;
import io.dropwizard.client.HttpClientBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;

/** Dropwizard's HTTP client with our guard around every exchange and our pool under it. */
public class ResendHttp extends HttpClientBuilder {
    private final MetricRegistry metrics;
    private final ResponseLimitHandler guard;
    private final ConnectionPool pool;

    private InstrumentedHttpClientConnectionManager connections;

    public ResendHttp(MetricRegistry metrics, ResponseLimitHandler guard, ConnectionPool pool) {
        super(metrics);
        this.metrics = metrics;
        this.guard = guard;
        this.pool = pool;
    }

    @Override
    protected ConfiguredCloseableHttpClient createClient(
            org.apache.hc.client5.http.impl.classic.HttpClientBuilder builder,
            InstrumentedHttpClientConnectionManager manager,
            String name) {
        connections = manager;
        return super.createClient(builder, manager, name);
    }

    @Override
    protected org.apache.hc.client5.http.impl.classic.HttpClientBuilder customizeBuilder(
            org.apache.hc.client5.http.impl.classic.HttpClientBuilder http) {
        return http.addExecInterceptorFirst("exchange-guard", guard).setConnectionManager(pool.watch(connections));
    }

    @Override
    protected HttpRequestExecutor createRequestExecutor(String name) {
        return new TrackingHttpExecutor(metrics, name, guard);
    }
}
