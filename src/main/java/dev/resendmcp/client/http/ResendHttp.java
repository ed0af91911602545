package dev.resendmcp.client.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.ConfiguredCloseableHttpClient;
import io.dropwizard.client.HttpClientBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;

/** Dropwizard's HTTP client with our limits around every exchange and our pool under it. */
public class ResendHttp extends HttpClientBuilder {
    private final MetricRegistry metrics;
    private final ResponseLimitHandler limits;
    private final ConnectionPool pool;

    private InstrumentedHttpClientConnectionManager connections;

    public ResendHttp(MetricRegistry metrics, ResponseLimitHandler limits, ConnectionPool pool) {
        super(metrics);
        this.metrics = metrics;
        this.limits = limits;
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
        return http.addExecInterceptorFirst("response-limits", limits).setConnectionManager(pool.watch(connections));
    }

    @Override
    protected HttpRequestExecutor createRequestExecutor(String name) {
        return new TrackingHttpExecutor(metrics, name);
    }
}
