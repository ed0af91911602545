package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;

/** Dropwizard's {@code console} appender. Prefixes lines with their priority if systemd's journal reads them. */
class JournalConsoleAppenderFactory<E extends DeferredProcessingAware> extends ConsoleAppenderFactory<E> {

    @Override
    protected LayoutBase<E> buildLayout(LoggerContext context, LayoutFactory<E> usual) {
        LayoutBase<E> layout = super.buildLayout(context, usual);
        return getTarget() == ConsoleStream.STDERR && JournalStream.isStandardError()
                ? new PriorityLayout<>(layout)
                : layout;
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
