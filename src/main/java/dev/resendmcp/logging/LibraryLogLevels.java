package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import io.dropwizard.logging.common.LoggingUtil;

/** Holds the loggers of libraries to INFO and above, so that no body and no credential reaches a log. */
public final class LibraryLogLevels {

    private LibraryLogLevels() {}

    /**
     * Installs the filter if it is not installed yet. The filter survives reconfiguration of logging, so call this as early as
     * possible. Only stopping the logger context removes it.
     */
    public static void install() {
        LoggerContext context = LoggingUtil.getLoggerContext();
        synchronized (context) {
            if (context.getCopyOfListenerList().stream().noneMatch(Reinstall.class::isInstance)) {
                context.addListener(new Reinstall());
            }
            add(context);
        }
    }

    private static void add(LoggerContext context) {
        if (context.getTurboFilterList().stream().noneMatch(LibraryDebugFilter.class::isInstance)) {
            LibraryDebugFilter filter = new LibraryDebugFilter();
            filter.setContext(context);
            filter.start();
            context.addTurboFilter(filter);
        }
    }

    /** Configuring logging resets the context, which drops all filters. */
    private static final class Reinstall implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            add(context);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
