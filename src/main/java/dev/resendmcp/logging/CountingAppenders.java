package dev.resendmcp.logging;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.resendmcp.logging.format.StandardError;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;

/** Dropwizard's {@code file} and {@code console} appenders, which here also count the lines they lose. */
public final class CountingAppenders {
    private CountingAppenders() {}

    /** Registers the appenders as types in settings. */
    public static void register(ObjectMapper settings) {
        settings.registerSubtypes(new NamedType(File.class, "file"), new NamedType(Console.class, "console"));
    }

    private static <E extends DeferredProcessingAware> AsyncAppenderBase<E> queue(Appender<E> appender) {
        AsyncAppenderBase<E> queue = new LineQueue<>((OutputStreamAppender<E>) appender);
        queue.addFilter(new UnloggedRequests<>());
        return queue;
    }

    private static final class File<E extends DeferredProcessingAware> extends PrivateFileAppenderFactory<E> {
        @Override
        protected Appender<E> wrapAsync(Appender<E> appender, AsyncAppenderFactory<E> usual) {
            return super.wrapAsync(appender, () -> queue(appender));
        }
    }

    /** Prefixes lines with their priority if systemd's journal reads them. */
    private static final class Console<E extends DeferredProcessingAware> extends ConsoleAppenderFactory<E> {
        @Override
        protected LayoutBase<E> buildLayout(LoggerContext context, LayoutFactory<E> usual) {
            LayoutBase<E> layout = super.buildLayout(context, usual);
            return getTarget() == ConsoleStream.STDERR && StandardError.isJournal()
                    ? new PriorityLayout<>(layout)
                    : layout;
        }

        @Override
        protected Appender<E> wrapAsync(Appender<E> appender, AsyncAppenderFactory<E> usual) {
            return super.wrapAsync(appender, () -> queue(appender));
        }
    }

    /** Drops requests from the request log that another log has already counted. */
    private static final class UnloggedRequests<E> extends Filter<E> {
        @Override
        public FilterReply decide(E event) {
            boolean unlogged =
                    event instanceof IAccessEvent request && "true".equals(request.getAttribute(RequestLog.UNLOGGED));
            return unlogged ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }

    /** Prefixes each line of another layout with its priority. */
    static final class PriorityLayout<E> extends LayoutBase<E> {
        private final LayoutBase<E> lines;

        PriorityLayout(LayoutBase<E> lines) {
            this.lines = lines;
            setContext(lines.getContext());
        }

        @Override
        public String doLayout(E event) {
            String prefix = prefix(event);
            String text = lines.doLayout(event);
            String end = text.endsWith("\n") ? "\n" : "";
            return prefix + text.substring(0, text.length() - end.length()).replace("\n", "\n" + prefix) + end;
        }

        @Override
        public void start() {
            lines.start();
            super.start();
        }

        @Override
        public void stop() {
            super.stop();
            lines.stop();
        }

        /** Request log lines have priority info, whatever the status of the response. */
        private static String prefix(Object event) {
            Level level = event instanceof ILoggingEvent logged ? logged.getLevel() : Level.INFO;
            if (level.isGreaterOrEqual(Level.ERROR)) {
                return "<3>";
            }
            if (level.isGreaterOrEqual(Level.WARN)) {
                return "<4>";
            }
            return level.isGreaterOrEqual(Level.INFO) ? "<6>" : "<7>";
        }
    }
}
