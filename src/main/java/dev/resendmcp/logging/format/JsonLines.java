package dev.resendmcp.logging.format;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;

/**
 * Layouts of one JSON object per line, in plain ASCII, with every string masked and truncated. Timestamps are UTC, in milliseconds,
 * whatever time zone the appender names.
 */
public final class JsonLines {
    private JsonLines() {}

    /** {@code layout: {type: logstash}} of an appender under {@code logging}. */
    @JsonTypeName("logstash")
    public static final class EventLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {
        @Override
        public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
            return new JsonLayout<>(context, new EventFields(LineSource.of(context), FieldNames.of(context)));
        }
    }

    /** {@code layout: {type: logstash-access}} of an appender under {@code server.requestLog}: a line for each answered request. */
    @JsonTypeName("logstash-access")
    public static final class AccessLayoutFactory implements DiscoverableLayoutFactory<IAccessEvent> {
        @Override
        public LayoutBase<IAccessEvent> build(LoggerContext context, TimeZone timeZone) {
            return new JsonLayout<>(context, new AccessFields(LineSource.of(context), FieldNames.of(context)));
        }
    }
}
