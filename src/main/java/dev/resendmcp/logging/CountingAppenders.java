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
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.resendmcp.logging.format.StandardError;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Dropwizard's {@code file} and {@code console} appenders, which here also count the lines they lose. */
public final class CountingAppenders {
    private CountingAppenders() {}

    /** Registers the appenders as types in settings. */
    public static void register(ObjectMapper settings) {
        settings.registerSubtypes(new NamedType(File.class, "file"), new NamedType(Console.class, "console"));
    }

    private static <E extends DeferredProcessingAware> AsyncAppenderBase<E> queue(Appender<E> appender) {
        AsyncAppenderBase<E> queue = new Queue<>(LostLines.of((LoggerContext) appender.getContext()));
        // Filter before the queue, while the request is still available.
        queue.addFilter(new UnloggedRequests<>());
        return queue;
    }

    private static final class File<E extends DeferredProcessingAware> extends PrivateFileAppenderFactory<E> {
        @Override
        protected OutputStreamAppender<E> appender(LoggerContext context) {
            OutputStreamAppender<E> appender = super.appender(context);
            appender.addFilter(new DiskWatch<>(appender, LostLines.of(context)));
            return appender;
        }

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

    /** An asynchronous appender that counts the lines dropped because its queue is full. */
    private static final class Queue<E extends DeferredProcessingAware> extends AsyncAppenderBase<E> {
        private final LostLines lost;
        private final Lock order = new ReentrantLock();

        Queue(LostLines lost) {
            this.lost = lost;
        }

        @Override
        protected void preprocess(E event) {
            event.prepareForDeferredProcessing();
        }

        @Override
        protected boolean isDiscardable(E event) {
            return event instanceof ILoggingEvent line && !line.getLevel().isGreaterOrEqual(Level.WARN);
        }

        /** Appends one line at a time, so that free space found in the queue is still free when the line is added. */
        @Override
        protected void append(E event) {
            order.lock();
            try {
                boolean full = isNeverBlock() && getRemainingCapacity() == 0;
                if (full || (isQueueBelowDiscardingThreshold() && isDiscardable(event))) {
                    lost.lostInQueue();
                } else {
                    super.append(event);
                }
            } finally {
                order.unlock();
            }
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

    /**
     * Counts the lines that a file appender cannot write. After a failure the appender drops everything until it tries the file
     * again, at growing intervals of up to five and a half minutes. Runs on the one thread that writes the file.
     */
    private static final class DiskWatch<E> extends Filter<E> implements RecoveryListener {
        private final OutputStreamAppender<E> appender;
        private final LostLines lost;
        private ResilientOutputStreamBase watched;
        private boolean failing;

        DiskWatch(OutputStreamAppender<E> appender, LostLines lost) {
            this.appender = appender;
            this.lost = lost;
        }

        @Override
        public FilterReply decide(E event) {
            // Each rotation opens a new stream.
            if (appender.getOutputStream() != watched
                    && appender.getOutputStream() instanceof ResilientOutputStreamBase now) {
                watched = now;
                failing = false;
                now.addRecoveryListener(this);
            }
            if (failing) {
                lost.lostOnDisk();
            }
            return FilterReply.NEUTRAL;
        }

        /** Counts the current line, which is lost. {@link #decide} counts later ones. */
        @Override
        public void newFailure(IOException failure) {
            if (!failing) {
                failing = true;
                lost.lostOnDisk();
            }
        }

        @Override
        public void recoveryOccured() {
            failing = false;
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
