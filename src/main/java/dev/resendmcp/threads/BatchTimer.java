package dev.resendmcp.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A timer for thousands of short tasks a second, most of which are cancelled. To schedule or cancel one takes a few steps in a
 * list and wakes no thread. Tasks that are due within a few milliseconds run together. Safe for use by many threads.
 */
public final class BatchTimer {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ScheduledExecutorService timer;
    /** Head of a ring, in the order in which tasks are due. */
    private final Task ring = new Task(null, 0);

    private Future<?> alarm;
    private long alarmAt;
    private long lastRun;

    /** @param timer wakes up when a task is due */
    public BatchTimer(ScheduledExecutorService timer) {
        this.timer = timer;
        this.lastRun = System.nanoTime() - PAUSE_NANOS;
        ring.before = ring;
        ring.after = ring;
    }

    /** A task until it runs or is cancelled. */
    public final class Task {
        private final Runnable action;
        private final long due;
        private Task before;
        private Task after;

        private Task(Runnable action, long due) {
            this.action = action;
            this.due = due;
        }

        /** Removes the task; does nothing if it has run or runs now. */
        public void cancel() {
            synchronized (BatchTimer.this) {
                remove();
            }
        }

        private void addAfter(Task earlier) {
            before = earlier;
            after = earlier.after;
            after.before = this;
            earlier.after = this;
        }

        private void remove() {
            if (after != null) {
                before.after = after;
                after.before = before;
                before = null;
                after = null;
            }
        }
    }

    /**
     * Runs a task later.
     *
     * @throws RejectedExecutionException if the timer has been shut down
     */
    public Task schedule(Runnable action, Duration delay) {
        Task task = new Task(action, System.nanoTime() + delay.toNanos());
        synchronized (this) {
            if (timer.isShutdown()) {
                throw new RejectedExecutionException("The timer has been shut down");
            }
            // Most tasks are due after all others.
            Task earlier = ring.before;
            while (earlier != ring && earlier.due - task.due > 0) {
                earlier = earlier.before;
            }
            task.addAfter(earlier);
            arm();
        }
        return task;
    }

    /** Makes sure that the timer wakes up for the first task. */
    private void arm() {
        if (ring.after == ring) {
            return;
        }
        long due = ring.after.due;
        long next = due - lastRun < PAUSE_NANOS ? lastRun + PAUSE_NANOS : due;
        if (alarm != null && next - alarmAt >= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = next;
        alarm = timer.schedule(() -> runDue(next), next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void runDue(long moment) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Task task : takeDue(moment)) {
            try {
                task.action.run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        synchronized (this) {
            arm();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private synchronized List<Task> takeDue(long moment) {
        // Otherwise there is a newer alarm already.
        alarm = alarmAt == moment ? null : alarm;
        lastRun = System.nanoTime();
        List<Task> due = new ArrayList<>();
        while (ring.after != ring && ring.after.due - lastRun <= 0) {
            due.add(ring.after);
            ring.after.remove();
        }
        return due;
    }
}
