package dev.resendmcp.logging.format;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.decorate.CharacterEscapesJsonFactoryDecorator;
import net.logstash.logback.layout.AccessEventCompositeJsonLayout;
import net.logstash.logback.layout.CompositeJsonLayout;
import net.logstash.logback.layout.LoggingEventCompositeJsonLayout;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/**
 * Layouts of one JSON object per line, in plain ASCII, with every string masked and truncated. Timestamps are UTC, in milliseconds,
 * whatever time zone the appender names.
 */
public final class JsonLines {
    private static final int DELETE = 127;

    private JsonLines() {}

    /** {@code layout: {type: logstash}} of an appender under {@code logging}. */
    @JsonTypeName("logstash")
    public static final class EventLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {
        @Override
        public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
            return layout(
                    new LoggingEventCompositeJsonLayout(),
                    context,
                    new EventFields(LineSource.of(context), FieldNames.of(context)));
        }
    }

    /** {@code layout: {type: logstash-access}} of an appender under {@code server.requestLog}: a line for each answered request. */
    @JsonTypeName("logstash-access")
    public static final class AccessLayoutFactory implements DiscoverableLayoutFactory<IAccessEvent> {
        @Override
        public LayoutBase<IAccessEvent> build(LoggerContext context, TimeZone timeZone) {
            return layout(
                    new AccessEventCompositeJsonLayout(),
                    context,
                    new AccessFields(LineSource.of(context), FieldNames.of(context)));
        }
    }

    private static <E extends DeferredProcessingAware> CompositeJsonLayout<E> layout(
            CompositeJsonLayout<E> layout, LoggerContext context, JsonProvider<E> fields) {
        layout.getProviders().addProvider(fields);
        layout.setContext(context);
        // Without a separator the whole file would be one line.
        layout.setLineSeparator("SYSTEM");
        layout.setFindAndRegisterJacksonModules(false);
        layout.setJsonFactoryDecorator(controlCodesEscaped());
        MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
        masking.addValueMasker(new Redaction());
        masking.start();
        // The platform's character set may be ASCII, so escape everything else.
        layout.setJsonGeneratorDecorator(json -> masking.decorate(json.setHighestNonEscapedChar(DELETE)));
        return layout;
    }

    /** Jackson escapes the control codes below the space character, but not DELETE. */
    private static CharacterEscapesJsonFactoryDecorator controlCodesEscaped() {
        var escapes = new CharacterEscapesJsonFactoryDecorator();
        escapes.addEscape(new CharacterEscapesJsonFactoryDecorator.Escape(DELETE, "\\u007F"));
        return escapes;
    }
}
