package dev.resendmcp;

import dev.resendmcp.client.UpstreamListener;
import dev.resendmcp.mcp.McpListener;
import dev.resendmcp.metrics.ServiceMetrics;
import java.time.Duration;

/** Those who hear of calls, where it is the metrics that want to know. */
final class Listeners {
    private Listeners() {}

    static UpstreamListener upstream(ServiceMetrics metrics) {
        return new UpstreamListener() {
            @Override
            public void requested(String route, String method, int status, Duration took) {
                metrics.upstreamRequest(route, method, status, took);
            }

            @Override
            public void waited(Duration wait) {
                metrics.limiterWaited(wait);
            }

            @Override
            public void rejected() {
                metrics.limiterRejected();
            }
        };
    }

    static McpListener mcp(ServiceMetrics metrics, String transport) {
        return new McpListener() {
            @Override
            public void completed(String method, String tool, String errorType, String version, Duration took) {
                metrics.operation(method, tool, errorType, version, transport, took);
            }

            @Override
            public void refused(String reason) {
                metrics.authFailure(reason);
            }
        };
    }
}
