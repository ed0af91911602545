package dev.resendmcp.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;

/** An operation in a trace, until it is closed. */
public final class TraceSpan implements AutoCloseable {
    private final Span span;
    private final Scope scope;

    /** @param scope ends what made the span the current one of this thread */
    TraceSpan(Span span, Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    /** Sets an attribute; ignores an empty value. */
    public TraceSpan set(String name, String value) {
        if (!value.isEmpty()) {
            span.setAttribute(name, value);
        }
        return this;
    }

    /** Sets a numeric attribute. */
    public TraceSpan set(String name, long value) {
        span.setAttribute(name, value);
        return this;
    }

    /** Marks the operation as failed. */
    public void fail(String errorType) {
        span.setAttribute(SpanAttributes.ERROR_TYPE, errorType);
        span.setStatus(StatusCode.ERROR);
    }

    /** Ends the operation. A span that is current on a thread must be closed there. */
    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
