package dev.resendmcp.state.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Work for the one thread of a store. Knows whether that thread still gets on with it: when the oldest piece of work has waited
 * too long, everybody who comes is refused at once instead of waiting behind it.
 */
final class StoreQueue {
    private static final int MOST_WAITING = 100_000;

    private final BlockingQueue<StoreTask<?>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private volatile List<StoreTask<?>> inHand = List.of();
    private final Duration patience;
    private volatile boolean closed;

    /** @param patience longest time for one piece of work */
    StoreQueue(Duration patience) {
        this.patience = patience;
    }

    /** Whether the oldest work has waited for longer than it should. */
    boolean isSilent() {
        return silence().compareTo(patience) > 0;
    }

    /** Adds work; throws {@link StateUnavailableException} at once when it would not be done in time. */
    <T> StoreTask<T> add(StoreTask<T> work) {
        if (isSilent()) {
            throw new StateUnresponsiveException();
        }
        if (closed || !waiting.offer(work)) {
            throw new StateUnavailableException(new IOException(closed ? "closed" : "too many changes wait"));
        }
        return work;
    }

    /** All work that waits; empty when none comes within this time. For the thread of the store. */
    List<StoreTask<?>> next(Duration pause) {
        List<StoreTask<?>> batch = new ArrayList<>();
        try {
            StoreTask<?> first = waiting.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread.
        }
        inHand = batch;
        return batch;
    }

    /** Fails what was taken and what waits; what is done already stays done. */
    void failAll(Throwable cause) {
        List<StoreTask<?>> all = new ArrayList<>(inHand);
        waiting.drainTo(all);
        all.forEach(work -> work.fail(new StateUnavailableException(cause)));
    }

    /** How long the oldest work that is not done has waited; zero when there is none. */
    Duration silence() {
        // The queue first: a piece that moves on meanwhile is then seen in both places rather than in none.
        StoreTask<?> head = waiting.peek();
        return inHand.stream()
                .filter(work -> !work.isDone())
                .map(StoreTask::age)
                .findFirst()
                .orElseGet(() -> head == null || head.isDone() ? Duration.ZERO : head.age());
    }

    /** Takes no more work, and wakes the thread. */
    void close() {
        closed = true;
        waiting.offer(new StoreTask<>(open -> null));
    }

    /** Whether nothing is left to do, and nothing will come. */
    boolean isFinished() {
        return closed && waiting.isEmpty();
    }
}
