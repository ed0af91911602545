package dev.resendmcp.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Collects the spans of services that start in this process, as an agent would. */
public final class CollectedSpans implements AutoCloseable {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    public CollectedSpans() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build());
    }

    void clear() {
        exporter.reset();
    }

    /** Waits for the span of a request. */
    SpanData served(Predicate<SpanData> which) {
        return Awaitility.await()
                .until(() -> all().filter(which).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Waits for the span of a request with this name. */
    public SpanData served(String name) {
        return served(span -> span.getName().equals(name));
    }

    /** Children of a span in the order of their starts. */
    public List<SpanData> below(SpanData parent) {
        return all().filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    static Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }

    /** All spans that have ended. */
    public Stream<SpanData> all() {
        return exporter.getFinishedSpanItems().stream();
    }

    @Override
    public void close() {
        GlobalOpenTelemetry.resetForTest();
    }
}
