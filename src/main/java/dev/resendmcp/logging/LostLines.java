package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import io.dropwizard.logging.common.LoggingUtil;
import java.util.concurrent.atomic.LongAdder;

/** Counts lost log lines for the lifetime of the process, across reconfigurations of logging. */
public final class LostLines implements LoggerContextListener {
    private final LongAdder queue = new LongAdder();
    private final LongAdder disk = new LongAdder();

    private LostLines() {}

    /** The counts of this process. */
    public static LostLines ofProcess() {
        return of(LoggingUtil.getLoggerContext());
    }

    /** Stored in the logger context, because appenders and metrics share nothing else. */
    static LostLines of(LoggerContext context) {
        synchronized (context) {
            return context.getCopyOfListenerList().stream()
                    .filter(LostLines.class::isInstance)
                    .map(LostLines.class::cast)
                    .findFirst()
                    .orElseGet(() -> {
                        LostLines counts = new LostLines();
                        context.addListener(counts);
                        return counts;
                    });
        }
    }

    /** Lines dropped because the queue of an appender was full. */
    public long queue() {
        return queue.sum();
    }

    /** Lines that could not be written to a file. */
    public long disk() {
        return disk.sum();
    }

    void lostInQueue() {
        queue.increment();
    }

    void lostOnDisk() {
        disk.increment();
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onReset(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
}
