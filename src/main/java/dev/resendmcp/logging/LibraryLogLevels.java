package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.dropwizard.logging.common.LoggingUtil;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

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
        if (context.getTurboFilterList().stream().noneMatch(DebugFilter.class::isInstance)) {
            DebugFilter filter = new DebugFilter();
            filter.setContext(context);
            filter.start();
            context.addTurboFilter(filter);
        }
    }

    /** Configuring logging resets the context, which drops all filters. */
    private static final class Reinstall extends ResetListener {
        Reinstall() {
            super(LibraryLogLevels::add);
        }
    }

    /**
     * Drops log lines of libraries below INFO, of the MCP SDK below WARN, and of Jetty's parser of {@code Host} headers below
     * ERROR, whatever levels are set, because these lines contain bodies and credentials. Does not affect our own loggers.
     */
    private static final class DebugFilter extends TurboFilter {
        private static final String OURS = "dev.resendmcp";
        private static final String SDK = "io.modelcontextprotocol";
        private static final String HOST_HEADERS = "org.eclipse.jetty.util.HostPort";

        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
            // Libraries ask many times per call, and the level of the logger nearly always drops the line after this.
            return level.isGreaterOrEqual(logger.getEffectiveLevel()) ? decide(logger, level) : FilterReply.NEUTRAL;
        }

        /** For an event that is complete: its level was checked, or is not checked at all. */
        @Override
        public FilterReply decide(Logger logger, LoggingEvent event) {
            return decide(logger, Level.convertAnSLF4JLevel(event.getLevel()));
        }

        private static FilterReply decide(Logger logger, Level level) {
            return level.isGreaterOrEqual(leastLevel(logger.getName())) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }

        private static Level leastLevel(String logger) {
            if (isWithin(OURS, logger)) {
                return Level.TRACE;
            }
            if (isWithin(HOST_HEADERS, logger)) {
                return Level.ERROR;
            }
            return isWithin(SDK, logger) ? Level.WARN : Level.INFO;
        }

        private static boolean isWithin(String parent, String logger) {
            return logger.startsWith(parent)
                    && (logger.length() == parent.length() || logger.charAt(parent.length()) == '.');
        }
    }
}
