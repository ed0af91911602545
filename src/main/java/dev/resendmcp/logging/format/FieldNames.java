package dev.resendmcp.logging.format;

import static java.util.Map.entry;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which names the fields of JSON lines have. Fields without another name in a scheme keep their own. */
public enum FieldNames {
    /** Those of this product, as in its documentation. */
    OWN(ImmutableMap.of()),

    /** Those of the Elastic Common Schema. */
    ECS(ImmutableMap.ofEntries(
            entry("timestamp", "@timestamp"),
            entry("level", "log.level"),
            entry("logger", "log.logger"),
            entry("thread", "process.thread.name"),
            entry("instance", "service.node.name"),
            entry("version", "service.version"),
            entry("exception", "error.stack_trace"),
            entry("error", "error.code"),
            entry("trace_id", "trace.id"),
            entry("span_id", "span.id"),
            entry("request_id", "http.request.id"),
            entry("remote_address", "client.address"),
            entry("method", "http.request.method"),
            entry("path", "url.path"),
            entry("status", "http.response.status_code"),
            entry("bytes", "http.response.body.bytes"),
            entry("user_agent", "user_agent.original"))),

    /** Those of the log data model and the semantic conventions of OpenTelemetry. */
    OPENTELEMETRY(ImmutableMap.ofEntries(
            entry("timestamp", "Timestamp"),
            entry("level", "SeverityText"),
            entry("logger", "InstrumentationScope"),
            entry("thread", "thread.name"),
            entry("message", "Body"),
            entry("instance", "service.instance.id"),
            entry("version", "service.version"),
            entry("exception", "exception.stacktrace"),
            entry("error", "error.type"),
            entry("trace_id", "TraceId"),
            entry("span_id", "SpanId"),
            entry("remote_address", "client.address"),
            entry("method", "http.request.method"),
            entry("path", "url.path"),
            entry("status", "http.response.status_code"),
            entry("bytes", "http.response.body.size"),
            entry("user_agent", "user_agent.original"),
            entry("tool", "gen_ai.tool.name"),
            entry("protocol", "mcp.protocol.version")));

    private static final String PROPERTY = "fields";

    private final ImmutableMap<String, String> others;

    FieldNames(ImmutableMap<String, String> others) {
        this.others = others;
    }

    /**
     * Reads a setting.
     *
     * @param text {@code own}, {@code ecs} or {@code opentelemetry}; empty for {@code own}
     * @throws IllegalArgumentException for any other word
     */
    @JsonCreator
    public static FieldNames of(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(names -> names.name().equals(word.isEmpty() ? OWN.name() : word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values())
                                .map(names -> names.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** The names stored by {@link #keep}; our own when this product did not configure logging. */
    static FieldNames of(LoggerContext context) {
        String kept = context.getProperty(PROPERTY);
        return kept == null ? OWN : valueOf(kept);
    }

    /** Stores the names in the context for layouts built later. */
    public void keep(LoggerContext context) {
        context.putProperty(PROPERTY, name());
    }

    /** What a field is called that has this name of our own. */
    String translate(String own) {
        return others.getOrDefault(own, own);
    }
}
