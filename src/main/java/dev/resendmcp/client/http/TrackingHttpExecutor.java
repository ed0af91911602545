package dev.resendmcp.client.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.HttpClientMetricNameStrategies;
import com.codahale.metrics.httpclient5.InstrumentedHttpRequestExecutor;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Tells the guard when a request goes out over an open connection; before that, nothing has left. */
class TrackingHttpExecutor extends InstrumentedHttpRequestExecutor {
    private final ResponseLimitHandler guard;

    TrackingHttpExecutor(MetricRegistry metrics, String name, ResponseLimitHandler guard) {
        super(metrics, HttpClientMetricNameStrategies.METHOD_ONLY, name);
        this.guard = guard;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        guard.sending(request.getMethod());
        return super.execute(request, connection, information, context);
    }
}
