package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import ch.qos.logback.core.spi.FilterReply;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines on their way to an appender. The thread that logs formats its line, as long as the event is complete; one other thread
 * writes the lines, many at a time: it waits a moment for more of them unless one is a warning. Counts the lines dropped because
 * the queue is full.
 */
final class LineQueue<E extends DeferredProcessingAware> extends AsyncAppenderBase<E> {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Part of the queue that ends the pause, so that there is always room. */
    private static final int ENOUGH_PART = 4;
    /** Part that is kept for warnings and errors, unless the settings say how much. */
    private static final int KEPT_PART = 5;

    private final LineWriter writer;
    private final Encoder<E> encoder;
    private final LostLines lost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition lineAdded = lock.newCondition();
    private final Condition roomMade = lock.newCondition();
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private boolean urgent;
    private Thread thread;

    /** @param appender is started; from now on it gets formatted lines from this queue alone */
    LineQueue(OutputStreamAppender<E> appender) {
        this.lost = LostLines.of((LoggerContext) appender.getContext());
        this.encoder = appender.getEncoder();
        appender.getCopyOfAttachedFiltersList().forEach(this::addFilter);
        this.writer = LineWriter.of(appender, lost);
    }

    @Override
    public void start() {
        started = true;
        thread = Supervisor.ofProcess().thread(ServiceThread.OTHER, this::write);
        thread.setName("log-" + getName());
        thread.start();
    }

    /** Waits until all lines are written, or for the maximum flush time. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        lock.lock();
        try {
            started = false;
            lineAdded.signal();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
        Uninterruptibles.joinUninterruptibly(thread, Duration.ofMillis(getMaxFlushTime()));
    }

    @Override
    public int getNumberOfElementsInQueue() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whatever is wrong with a line, the thread that logs it goes on. */
    @Override
    public void doAppend(E event) {
        try {
            if (isStarted() && getFilterChainDecision(event) != FilterReply.DENY) {
                append(event);
            }
        } catch (RuntimeException e) {
            addError("A line could not be formatted", e);
        }
    }

    @Override
    protected void append(E event) {
        Level level = event instanceof ILoggingEvent logged ? logged.getLevel() : Level.INFO;
        boolean warning = level.isGreaterOrEqual(Level.WARN);
        byte[] line = encoder.encode(event);
        lock.lock();
        try {
            if ((warning || getQueueSize() - lines.size() >= kept()) && hasRoom()) {
                add(line, warning);
            } else {
                lost.lostInQueue();
            }
        } finally {
            lock.unlock();
        }
    }

    private int kept() {
        return getDiscardingThreshold() < 0 ? getQueueSize() / KEPT_PART : getDiscardingThreshold();
    }

    /** Waits for room if this queue may block. */
    private boolean hasRoom() {
        while (isStarted() && lines.size() >= getQueueSize() && !isNeverBlock()) {
            roomMade.awaitUninterruptibly();
        }
        return lines.size() < getQueueSize();
    }

    private void add(byte[] line, boolean warning) {
        lines.add(line);
        urgent |= warning;
        if (lines.size() == 1 || isTimeToWrite()) {
            lineAdded.signal();
        }
    }

    private boolean isTimeToWrite() {
        return urgent || !isStarted() || lines.size() >= Math.max(1, getQueueSize() / ENOUGH_PART);
    }

    private void write() {
        for (List<byte[]> some = take(); !some.isEmpty(); some = take()) {
            writer.write(some);
        }
        writer.stop();
    }

    /** Waits for lines; empty when the queue has stopped and all are written. */
    private List<byte[]> take() {
        lock.lock();
        try {
            while (lines.isEmpty() && isStarted()) {
                lineAdded.awaitUninterruptibly();
            }
            long pause = PAUSE_NANOS;
            while (!isTimeToWrite() && pause > 0) {
                pause = lineAdded.awaitNanos(pause);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; should it happen, it writes sooner.
            addWarn("Interrupted while waiting for lines");
        } finally {
            lock.unlock();
        }
        return removeAll();
    }

    private List<byte[]> removeAll() {
        lock.lock();
        try {
            List<byte[]> all = new ArrayList<>(lines);
            lines.clear();
            urgent = false;
            roomMade.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
