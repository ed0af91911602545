package dev.resendmcp.client.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.ConfiguredCloseableHttpClient;
import io.dropwizard.client.HttpClientBuilder;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Dropwizard's HTTP client with our limits around every exchange and our pool under it. */
public class ResendHttp extends HttpClientBuilder {
    private final ResponseLimitHandler limits;
    private final ConnectionPool pool;

    private InstrumentedHttpClientConnectionManager connections;

    public ResendHttp(MetricRegistry metrics, ResponseLimitHandler limits, ConnectionPool pool) {
        super(metrics);
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
        // Resend sets no cookies, and a key is sent to no other address.
        return http.addExecInterceptorFirst("response-limits", limits)
                .setConnectionManager(pool.watch(connections))
                .disableCookieManagement()
                .disableRedirectHandling();
    }

    @Override
    protected HttpRequestExecutor createRequestExecutor(String name) {
        return new TrackingExecutor();
    }

    /** Notes on its {@link Exchange} that a request goes out over an open connection; before that, nothing was sent. */
    static class TrackingExecutor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            // A request for a tunnel goes to the proxy, not to Resend.
            if (!request.getMethod().equals("CONNECT")) {
                Exchange.current().ifPresent(Exchange::sending);
            }
            return super.execute(request, connection, information, context);
        }
    }
}
