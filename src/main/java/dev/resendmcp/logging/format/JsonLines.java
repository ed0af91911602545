package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import java.util.List;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.decorate.CharacterEscapesJsonFactoryDecorator;
import net.logstash.logback.layout.CompositeJsonLayout;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/** What both layouts share: one object a line, in plain ASCII, every string masked and capped. */
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
        // The layout goes through the platform's character set, which may be ASCII: escape all that is not.
        layout.setJsonGeneratorDecorator(json -> masking.decorate(json.setHighestNonEscapedChar(DELETE)));
        return layout;
    }

    /** Jackson escapes the control codes below a blank; this one is above. */
    private static CharacterEscapesJsonFactoryDecorator controlCodesEscaped() {
        var escapes = new CharacterEscapesJsonFactoryDecorator();
        escapes.addEscape(new CharacterEscapesJsonFactoryDecorator.Escape(DELETE, "\\u007F"));
        return escapes;
    }
}
