package dev.resendmcp.logging.format;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.List;
import java.util.TimeZone;
import net.logstash.logback.layout.AccessEventCompositeJsonLayout;

/**
 * {@code layout: {type: logstash-access}} of an appender under {@code server.requestLog}: one JSON object for each
 * answered request. Timestamps are UTC, in milliseconds, whatever time zone the appender names.
 */
@JsonTypeName("logstash-access")
public final class JsonAccessLayoutFactory implements DiscoverableLayoutFactory<IAccessEvent> {

    @Override
    public LayoutBase<IAccessEvent> build(LoggerContext context, TimeZone timeZone) {
        return JsonLines.layout(
                new AccessEventCompositeJsonLayout(), context, List.of(new AccessFields(LineSource.of(context))));
    }
}
