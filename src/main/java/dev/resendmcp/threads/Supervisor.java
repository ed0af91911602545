package dev.resendmcp.threads;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and supervises the critical threads. Logs and counts whatever ends one, and restarts its work. If the heap is
 * exhausted, halts the process instead, because any thread may then be damaged, including those of libraries. Thread-safe.
 */
public final class Supervisor implements Thread.UncaughtExceptionHandler {
    /** Exit status when the heap is exhausted, the same as of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY = 3;

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration RESTART_DELAY = Duration.ofMillis(100);
    private static final Duration LOG_DELAY = Duration.ofMillis(200);

    private final IntConsumer halt;
    private final Map<ServiceThread, LongAdder> deaths;

    /** @param halt ends the process at once with this exit status */
    public Supervisor(IntConsumer halt) {
        this.halt = halt;
        Map<ServiceThread, LongAdder> counters = new EnumMap<>(ServiceThread.class);
        for (ServiceThread thread : ServiceThread.values()) {
            counters.put(thread, new LongAdder());
        }
        this.deaths = Collections.unmodifiableMap(counters);
    }

    /** The supervisor of a real process. */
    public static Supervisor ofProcess() {
        // Not exit: shutdown hooks need memory and threads that may be gone.
        return new Supervisor(status -> Runtime.getRuntime().halt(status));
    }

    /**
     * A daemon thread, not yet started, that runs its body until the body returns.
     *
     * @param body restarted after any throwable
     */
    public Thread thread(ServiceThread name, Runnable body) {
        return ofPool(name, () -> runUntilItReturns(name, body));
    }

    /** A daemon thread that a pool replaces when it ends. */
    Thread ofPool(ServiceThread name, Runnable body) {
        Thread thread = new Thread(body, name.label());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(this);
        return thread;
    }

    /** A timer with one daemon thread for short tasks. A periodic task that fails runs again at its next scheduled time. */
    public ScheduledExecutorService timer(ServiceThread name) {
        return new SupervisedTimer(name, this);
    }

    /** Wraps a task so that its failure is logged and counted, but not propagated. */
    public Runnable watched(ServiceThread name, Runnable task) {
        return new WatchedTask(name, task, this);
    }

    /** Counts and logs a failure; halts the process when the heap is exhausted. */
    public void failed(ServiceThread name, Throwable failure) {
        count(name, failure);
        log.atError()
                .addKeyValue("failed_thread", name.label())
                .setCause(failure)
                .log("A critical thread or task failed; it will run again");
    }

    /** Counts a failure; halts the process when the heap is exhausted. The caller logs it. */
    void count(ServiceThread name, Throwable failure) {
        deaths.get(name).increment();
        if (isOutOfHeap(failure)) {
            end(name);
        }
    }

    /** Number of failures that ended the work of a thread. */
    public long deaths(ServiceThread name) {
        return deaths.get(name).sum();
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        ServiceThread name = ServiceThread.of(thread.getName());
        count(name, failure);
        log.atError()
                .addKeyValue("failed_thread", name.label())
                .setCause(failure)
                .log("A thread ended with an uncaught exception");
    }

    @SuppressWarnings("IllegalCatch")
    private void runUntilItReturns(ServiceThread name, Runnable body) {
        while (true) {
            try {
                body.run();
                return;
            } catch (Throwable failure) {
                failed(name, failure);
                Uninterruptibles.sleepUninterruptibly(RESTART_DELAY);
            }
        }
    }

    /** Whether the heap is exhausted. A failure to start a native thread does not count, because it is temporary. */
    private static boolean isOutOfHeap(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return cause.getMessage() == null || !cause.getMessage().contains("native thread");
            }
        }
        return false;
    }

    private void end(ServiceThread name) {
        try {
            String sentence = "Out of memory in the thread " + name.label() + ": the process ends with status "
                    + OUT_OF_MEMORY + ". Give it more memory with -Xmx.";
            // A separate thread writes the log, and it may never run again.
            System.err.println(sentence);
            log.error(sentence);
            Uninterruptibles.sleepUninterruptibly(LOG_DELAY);
        } finally {
            halt.accept(OUT_OF_MEMORY);
        }
    }

    /** A timer whose periodic tasks survive their own failures. */
    private static final class SupervisedTimer extends ScheduledThreadPoolExecutor {
        private final ServiceThread name;
        private final Supervisor supervisor;

        SupervisedTimer(ServiceThread name, Supervisor supervisor) {
            super(1, worker -> supervisor.ofPool(name, worker));
            this.name = name;
            this.supervisor = supervisor;
            setRemoveOnCancelPolicy(true);
        }

        // The methods execute and submit call this one.
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(supervisor.watched(name, task), delay, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return super.scheduleAtFixedRate(supervisor.watched(name, task), initialDelay, period, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
            return super.scheduleWithFixedDelay(supervisor.watched(name, task), initialDelay, delay, unit);
        }
    }

    /**
     * A task whose failures are reported. Only the first of consecutive failures is logged, because a task may run every second.
     */
    private static final class WatchedTask implements Runnable {
        private final ServiceThread name;
        private final Runnable task;
        private final Supervisor supervisor;
        private boolean failing;

        WatchedTask(ServiceThread name, Runnable task, Supervisor supervisor) {
            this.name = name;
            this.task = task;
            this.supervisor = supervisor;
        }

        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            try {
                task.run();
                failing = false;
            } catch (Throwable failure) {
                if (failing) {
                    supervisor.count(name, failure);
                } else {
                    failing = true;
                    supervisor.failed(name, failure);
                }
            }
        }
    }
}
