package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Drops log lines of libraries below INFO, of the MCP SDK below WARN, and of Jetty's parser of {@code Host} headers below
 * ERROR, whatever levels are set, because these lines contain bodies and credentials. Does not affect our own loggers.
 */
final class LibraryDebugFilter extends TurboFilter {

    private static final String OURS = "dev.resendmcp";
    private static final String SDK = "io.modelcontextprotocol";
    private static final String HOST_HEADERS = "org.eclipse.jetty.util.HostPort";

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return decide(logger, level);
    }

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
