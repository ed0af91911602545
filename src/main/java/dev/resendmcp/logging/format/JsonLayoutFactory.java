package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.List;
import java.util.TimeZone;
import net.logstash.logback.layout.LoggingEventCompositeJsonLayout;

/**
 * {@code layout: {type: logstash}} of an appender under {@code logging}: one JSON object per line. Timestamps are UTC, in
 * milliseconds, whatever time zone the appender names.
 */
@JsonTypeName("logstash")
public final class JsonLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {

    @Override
    public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
        return JsonLines.layout(
                new LoggingEventCompositeJsonLayout(), context, List.of(new EventFields(LineSource.of(context))));
    }
}
