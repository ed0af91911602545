package dev.resendmcp.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.slf4j.MDC;

/**
 * Makes the spans of calls and passes on the trace context of W3C. The context belongs to the thread that works on a call. Safe
 * for use by many threads.
 */
public final class Tracing {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";
    private static final TraceSpan NONE = new TraceSpan(Span.getInvalid(), Scope.noop());

    private final Tracer tracer;

    /** @param telemetry makes and exports spans */
    public Tracing(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("dev.resendmcp");
    }

    /** What the agent of this process collects; nothing without an agent. */
    public static Tracing ofProcess() {
        return new Tracing(GlobalOpenTelemetry.get());
    }

    /** No spans; trace contexts are still passed on. */
    public static Tracing none() {
        return new Tracing(OpenTelemetry.noop());
    }

    /** The context that a request arrived in, to be continued on other threads. */
    public static final class Received {
        /** Of a request without a trace. */
        public static final Received NOTHING = new Received(Context.root(), SpanContext.getInvalid());

        private final Context context;
        private final SpanContext around;

        private Received(Context context, SpanContext around) {
            this.context = context;
            this.around = around;
        }
    }

    /**
     * Reads the context of a request: what its message says, else the span that an agent has begun for its HTTP exchange, else what
     * the HTTP headers say. Malformed values are ignored.
     *
     * @param message gives a value of the message by name; null when there is none
     * @param header gives a header by name; null when there is none
     */
    public Received received(UnaryOperator<String> message, UnaryOperator<String> header) {
        Context current = Context.current();
        SpanContext around = Span.fromContext(current).getSpanContext();
        SpanContext named = extract(message);
        if (named.isValid()) {
            return new Received(current.with(Span.wrap(named)), around);
        }
        SpanContext parent = around.isValid() ? around : extract(header);
        return new Received(parent.isValid() ? current.with(Span.wrap(parent)) : current, SpanContext.getInvalid());
    }

    private static SpanContext extract(UnaryOperator<String> values) {
        return Span.fromContext(W3C.extract(Context.root(), values, FIELDS)).getSpanContext();
    }

    /**
     * Begins to serve a request; the span is then the current one of this thread, and its ids are in the log lines of this thread
     * until {@link #forget}.
     */
    @SuppressWarnings("MustBeClosedChecker") // TraceSpan closes the scope.
    public TraceSpan serve(Received from, String name) {
        SpanBuilder builder = tracer.spanBuilder(name).setParent(from.context).setSpanKind(SpanKind.SERVER);
        if (from.around.isValid()) {
            builder.addLink(from.around);
        }
        Span span = builder.startSpan();
        SpanContext ids = span.getSpanContext();
        if (ids.isValid()) {
            MDC.put(TRACE_ID, ids.getTraceId());
            MDC.put(SPAN_ID, ids.getSpanId());
        }
        return new TraceSpan(span, from.context.with(span).makeCurrent());
    }

    /** Takes the ids out of the log lines of this thread. */
    public static void forget() {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
    }

    /** Begins a part of the current call, on this thread; outside of a call there is no span. */
    public TraceSpan step(String name) {
        return begin(name, SpanKind.INTERNAL);
    }

    /** Begins a request of the current call to another server; this span is then the current one of this thread. */
    @SuppressWarnings("MustBeClosedChecker") // TraceSpan closes the scope.
    public TraceSpan request(String name) {
        Span span = child(name, SpanKind.CLIENT);
        return span.getSpanContext().isValid() ? new TraceSpan(span, span.makeCurrent()) : NONE;
    }

    /** The same, but the span may be closed on any thread and is current on none. */
    public TraceSpan requestElsewhere(String name) {
        return begin(name, SpanKind.CLIENT);
    }

    private TraceSpan begin(String name, SpanKind kind) {
        Span span = child(name, kind);
        return span.getSpanContext().isValid() ? new TraceSpan(span, Scope.noop()) : NONE;
    }

    private Span child(String name, SpanKind kind) {
        return Span.current().getSpanContext().isValid()
                ? tracer.spanBuilder(name).setSpanKind(kind).startSpan()
                : Span.getInvalid();
    }

    /** Hands the headers that continue the trace to a request; none outside of a call. */
    public static void inject(BiConsumer<String, String> headers) {
        W3C.inject(Context.current(), headers, (carrier, name, value) -> carrier.accept(name, value));
    }

    /** Sets an attribute of the current span. */
    public static void note(String name, long value) {
        Span.current().setAttribute(name, value);
    }

    private static final TextMapGetter<UnaryOperator<String>> FIELDS =
            (values, name) -> values == null ? null : values.apply(name);
}
