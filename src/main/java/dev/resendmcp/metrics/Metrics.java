package dev.resendmcp.metrics;

import com.google.common.collect.Sets;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The series of this service, in a registry of its own. Each method registers one series, and throws
 * {@link IllegalArgumentException} if its name is taken. Counting never fails because of a value. Suppliers are called at each
 * scrape, so they must be fast and throw nothing. Safe for use by many threads.
 */
public final class Metrics {
    // From a cached answer to a long wait for Resend, in seconds.
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
    private static final double[] LONG_BUCKETS = {60, 120, 300, 600, 1800};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final double[] buckets;

    /**
     * Registers the series of the JVM.
     *
     * @param longest time that a call may take; the buckets of all histograms reach at least that far
     */
    public Metrics(Duration longest) {
        double end = Math.max(longest.toMillis() / 1e3, BUCKETS[BUCKETS.length - 1]);
        buckets = Stream.of(BUCKETS, LONG_BUCKETS, new double[] {end})
                .flatMapToDouble(DoubleStream::of)
                .filter(bound -> bound <= end)
                .distinct()
                .sorted()
                .toArray();
        JvmMetrics.builder().register(registry);
    }

    /** Counts events. */
    public interface Count {
        /** Counts one event; the values are those of the labels, in their order. */
        void add(String... values);

        /** Begins a series at 0, unless it has begun. */
        void begin(String... values);
    }

    /** Observes durations. */
    @FunctionalInterface
    public interface Timer {
        /** Observes one; the values are those of the labels, in their order. */
        void observe(Duration took, String... values);
    }

    /** A counter that starts at 0. */
    public Count counter(String name, String help) {
        Counter counter = Counter.builder().name(name).help(help).register(registry);
        return new Counting(counter);
    }

    /** A counter that starts at 0 for all known values of its labels, so that the first event already shows as an increase. */
    public Count counter(String name, String help, Label... labels) {
        Counter counter = Counter.builder()
                .name(name)
                .help(help)
                .labelNames(Stream.of(labels).map(Label::name).toArray(String[]::new))
                .register(registry);
        Sets.cartesianProduct(Stream.of(labels).map(Label::known).toList())
                .forEach(values -> counter.initLabelValues(values.toArray(String[]::new)));
        return new Counting(counter, labels);
    }

    /** A histogram of durations in seconds; its name ends in {@code _seconds}. */
    public Timer timer(String name, String help, Label... labels) {
        Histogram histogram = Histogram.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .labelNames(Stream.of(labels).map(Label::name).toArray(String[]::new))
                .classicUpperBounds(buckets)
                .register(registry);
        return (took, values) -> {
            double seconds = took.toNanos() / 1e9;
            if (labels.length == 0) {
                histogram.observe(seconds);
            } else {
                histogram.labelValues(clean(labels, values)).observe(seconds);
            }
        };
    }

    /** A gauge that is read at each scrape. */
    public void gauge(String name, String help, LongSupplier value) {
        optionalGauge(name, help, () -> OptionalLong.of(value.getAsLong()));
    }

    /** A gauge that is absent while it has no value. */
    public void optionalGauge(String name, String help, Supplier<OptionalLong> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.get().ifPresent(callback::call))
                .register(registry);
    }

    /** A gauge for each value of a label; one without a value is absent. */
    public void gauge(String name, String help, String label, Map<String, Supplier<OptionalLong>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback ->
                        values.forEach((of, value) -> value.get().ifPresent(now -> callback.call((double) now, of))))
                .register(registry);
    }

    /** A counter that somebody else keeps, read at each scrape. */
    public void counter(String name, String help, LongSupplier count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) count.getAsLong()))
                .register(registry);
    }

    /** A gauge that is read for each known value of a label at each scrape. */
    public void gauge(String name, String help, Label label, ToLongFunction<String> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label.name())
                .callback(callback -> label.known().forEach(of -> callback.call((double) value.applyAsLong(of), of)))
                .register(registry);
    }

    /**
     * A gauge for several labels.
     *
     * @param values by the values of the labels, which must come from a closed set; called at each scrape
     */
    public void gauges(String name, String help, String[] labels, Supplier<Map<List<String>, Long>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback ->
                        values.get().forEach((of, value) -> callback.call(value, of.toArray(String[]::new))))
                .register(registry);
    }

    /** A gauge that is 1 for the current value of a label and 0 for all others. */
    public void state(String name, String help, Label label, Supplier<String> current) {
        gauge(name, help, label, value -> value.equals(current.get()) ? 1 : 0);
    }

    /** A counter that somebody else keeps for each known value of a label, read at each scrape. */
    public void counter(String name, String help, Label label, ToLongFunction<String> count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label.name())
                .callback(callback -> label.known().forEach(of -> callback.call((double) count.applyAsLong(of), of)))
                .register(registry);
    }

    /** A counter that somebody else keeps for each value of a label, read at each scrape. */
    public void counter(String name, String help, String label, Map<String, LongSupplier> counts) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> counts.forEach((of, count) -> callback.call((double) count.getAsLong(), of)))
                .register(registry);
    }

    /** A series that is always 1 and carries facts as labels. */
    public void info(String name, String help, String[] labels, String[] values) {
        Info.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .register(registry)
                .setLabelValues(values);
    }

    /** Answers scrapes; belongs on the admin port. */
    public HttpServlet servlet() {
        return new PrometheusMetricsServlet(registry);
    }

    private static final class Counting implements Count {
        private final Counter counter;
        private final Label[] labels;

        Counting(Counter counter, Label... labels) {
            this.counter = counter;
            this.labels = labels.clone();
        }

        @Override
        public void add(String... values) {
            if (labels.length == 0) {
                counter.inc();
            } else {
                counter.labelValues(clean(labels, values)).inc();
            }
        }

        @Override
        public void begin(String... values) {
            counter.initLabelValues(clean(labels, values));
        }
    }

    private static String[] clean(Label[] labels, String... values) {
        String[] cleaned = new String[labels.length];
        for (int i = 0; i < labels.length; i++) {
            cleaned[i] = labels[i].value(values[i]);
        }
        return cleaned;
    }
}
