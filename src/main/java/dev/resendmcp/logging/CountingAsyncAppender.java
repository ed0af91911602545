package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An asynchronous appender that counts the lines dropped because its queue is full. */
final class CountingAsyncAppender<E extends DeferredProcessingAware> extends AsyncAppenderBase<E> {
    private final LostLines lost;
    private final Lock order = new ReentrantLock();

    CountingAsyncAppender(LostLines lost) {
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
