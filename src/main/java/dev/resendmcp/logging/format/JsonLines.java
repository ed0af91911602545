package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import java.util.List;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.decorate.CharacterEscapesJsonFactoryDecorator;
import net.logstash.logback.layout.CompositeJsonLayout;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/** Builds both layouts: one object per line, in plain ASCII, with every string masked and truncated. */
final class JsonLines {

    private static final int DELETE = 127;

    private JsonLines() {}

    static <E extends DeferredProcessingAware> CompositeJsonLayout<E> layout(
            CompositeJsonLayout<E> layout, LoggerContext context, List<? extends JsonProvider<E>> fields) {
        fields.forEach(layout.getProviders()::addProvider);
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
