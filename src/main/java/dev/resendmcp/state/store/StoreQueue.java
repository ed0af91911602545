package dev.resendmcp.state.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tasks for the store thread. If the oldest task has waited too long, because the thread makes no progress, new tasks are refused
 * at once.
 */
final class StoreQueue {
    private static final int MOST_WAITING = 100_000;

    private final BlockingQueue<StoreTask<?>> queued = new LinkedBlockingQueue<>(MOST_WAITING);
    private volatile List<StoreTask<?>> taken = List.of();
    private final Duration maxWait;
    private volatile boolean closed;

    /** @param maxWait longest time for one task */
    StoreQueue(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** Whether the oldest task has waited too long. */
    boolean isSilent() {
        return silence().compareTo(maxWait) > 0;
    }

    /** Adds a task; throws {@link StateUnavailableException} at once if it would not be done in time. */
    <T> StoreTask<T> add(StoreTask<T> work) {
        if (isSilent()) {
            throw new StateUnresponsiveException();
        }
        if (closed || !queued.offer(work)) {
            throw new StateUnavailableException(new IOException(closed ? "closed" : "too many changes are queued"));
        }
        return work;
    }

    /** All queued tasks; empty if none arrives within this time. For the store thread. */
    List<StoreTask<?>> next(Duration pause) {
        List<StoreTask<?>> batch = new ArrayList<>();
        try {
            StoreTask<?> first = queued.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queued.drainTo(batch);
            }
        } catch (InterruptedException e) {
            // Nothing interrupts this thread.
        }
        taken = batch;
        return batch;
    }

    /** Fails all tasks that are not done. */
    void failAll(Throwable cause) {
        List<StoreTask<?>> all = new ArrayList<>(taken);
        queued.drainTo(all);
        all.forEach(work -> work.fail(new StateUnavailableException(cause)));
    }

    /** Age of the oldest task that is not done; zero if there is none. */
    Duration silence() {
        // The queue first: a task that is taken meanwhile is then seen twice, not missed.
        StoreTask<?> head = queued.peek();
        return taken.stream()
                .filter(work -> !work.isDone())
                .map(StoreTask::age)
                .findFirst()
                .orElseGet(() -> head == null || head.isDone() ? Duration.ZERO : head.age());
    }

    /** Accepts no more tasks, and wakes the thread. */
    void close() {
        closed = true;
        queued.offer(new StoreTask<>(open -> null));
    }

    /** Whether nothing is left to do, and nothing will be added. */
    boolean isFinished() {
        return closed && queued.isEmpty();
    }
}
