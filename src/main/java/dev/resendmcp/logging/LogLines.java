package dev.resendmcp.logging;

import com.codahale.metrics.MetricRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Numbers of log lines, as the framework's appender counts them. */
public final class LogLines {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
    private static final String APPENDER = "ch.qos.logback.core.Appender";

    private LogLines() {}

    /** Lines logged so far by level, in lower case; lost lines count as well. */
    public static Map<String, LongSupplier> in(MetricRegistry registry) {
        Map<String, LongSupplier> lines = new LinkedHashMap<>();
        LEVELS.forEach(level -> lines.put(level, registry.meter(MetricRegistry.name(APPENDER, level))::getCount));
        return lines;
    }
}
