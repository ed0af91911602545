package dev.resendmcp.client;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.tracing.SpanAttributes;
import dev.resendmcp.tracing.TraceSpan;
import dev.resendmcp.tracing.Tracing;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpRequest;

/** The spans of a call to Resend: each wait for the rate limiter and each attempt, which Resend gets the trace context of. */
final class UpstreamSpans {
    private final Tracing tracing;
    private final String host;
    private final int port;

    /** @param address of Resend */
    UpstreamSpans(Tracing tracing, URI address) {
        this.tracing = tracing;
        this.host = address.getHost();
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        this.port = address.getPort() < 0 ? usual : address.getPort();
    }

    /** Waits for the rate limiter. */
    RateLimiter.Permit whileWaiting(Supplier<RateLimiter.Permit> limiter) {
        TraceSpan span = tracing.step("rate_limiter.wait");
        try {
            return limiter.get();
        } catch (ResendException e) {
            span.fail(e.name());
            throw e;
        } finally {
            span.close();
        }
    }

    /** @param before attempts of the same call that were made already */
    TraceSpan attempt(UpstreamRequest request, int before) {
        TraceSpan span = tracing.request(request.endpoint())
                .set(SpanAttributes.HTTP_METHOD, request.method())
                .set(SpanAttributes.URL_TEMPLATE, request.route())
                .set(SpanAttributes.SERVER_ADDRESS, host)
                .set(SpanAttributes.SERVER_PORT, port);
        return before == 0 ? span : span.set(SpanAttributes.HTTP_RESENDS, before);
    }

    /** The type is the status of an error response, or the error's name when there was no response. */
    static void failed(TraceSpan span, AttemptFailure failure) {
        span.fail(
                failure.status() > 0
                        ? String.valueOf(failure.status())
                        : failure.error().name());
    }

    /** Gives a request the trace context of the current attempt. */
    static void inject(HttpRequest request) {
        Tracing.inject(request::setHeader);
    }

    /** Notes the HTTP status of a response on the span of the current attempt. */
    static void status(int status) {
        Tracing.note(SpanAttributes.HTTP_STATUS, status);
    }
}
