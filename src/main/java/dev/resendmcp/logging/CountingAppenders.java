package dev.resendmcp.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;

/** Dropwizard's {@code file} and {@code console} appenders, which here also count the lines they lose. */
public final class CountingAppenders {
    private CountingAppenders() {}

    /** Registers the appenders as types in settings. */
    public static void register(ObjectMapper settings) {
        settings.registerSubtypes(new NamedType(File.class, "file"), new NamedType(Console.class, "console"));
    }

    private static LostLines lost(Appender<?> appender) {
        return LostLines.of((LoggerContext) appender.getContext());
    }

    private static <E extends DeferredProcessingAware> AsyncAppenderBase<E> queue(Appender<E> appender) {
        AsyncAppenderBase<E> queue = new CountingAsyncAppender<>(lost(appender));
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

    private static final class Console<E extends DeferredProcessingAware> extends JournalConsoleAppenderFactory<E> {
        @Override
        protected Appender<E> wrapAsync(Appender<E> appender, AsyncAppenderFactory<E> usual) {
            return super.wrapAsync(appender, () -> queue(appender));
        }
    }
}
