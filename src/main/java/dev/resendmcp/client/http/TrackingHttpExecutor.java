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

/** Notes on its {@link Exchange} that a request goes out over an open connection; before that, nothing was sent. */
class TrackingHttpExecutor extends InstrumentedHttpRequestExecutor {
    TrackingHttpExecutor(MetricRegistry metrics, String name) {
        super(metrics, HttpClientMetricNameStrategies.METHOD_ONLY, name);
    }

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
