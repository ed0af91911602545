package dev.resendmcp.logging;

import ch.qos.logback.classic.LoggerContext;
import io.dropwizard.logging.common.LoggingUtil;
import java.util.concurrent.atomic.LongAdder;

/** Counts lost log lines for the lifetime of the process, across reconfigurations of logging. */
public final class LostLines extends ResetListener {
    private final LongAdder queue = new LongAdder();
    private final LongAdder disk = new LongAdder();

    private LostLines() {
        super(context -> {});
    }

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

    void lostOnDisk(int lines) {
        disk.add(lines);
    }
}
