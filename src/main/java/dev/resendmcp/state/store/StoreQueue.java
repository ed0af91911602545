package dev.resendmcp.state.store;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.StateUnavailableException.StateUnresponsiveException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tasks for the store thread. If the oldest task has waited too long, because the thread makes no progress, new tasks are refused
 * at once.
 */
final class StoreQueue {
    private static final int MOST_WAITING = 100_000;

    private final BlockingQueue<Task<?>> queued = new LinkedBlockingQueue<>(MOST_WAITING);
    /** Nobody waits for these, so they do not wake the thread. */
    private final Queue<Task<?>> soon = new ConcurrentLinkedQueue<>();

    private volatile List<Task<?>> taken = List.of();
    private final Duration maxWait;
    private volatile boolean closed;

    /** @param maxWait longest time for one task */
    StoreQueue(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** A task for the store thread; its result reaches the caller once it is safe on disk. */
    static final class Task<T> {
        private final Function<Mirrors, T> body;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private final long since = System.nanoTime();
        private T result;
        private RuntimeException refusal;

        /** @param body runs code of the caller within {@link #ofCaller} */
        Task(Function<Mirrors, T> body) {
            this.body = body;
        }

        /** An exception from code of the caller, not from the files. */
        private static final class RefusedByCaller extends RuntimeException {
            private static final long serialVersionUID = 1L;

            RefusedByCaller(RuntimeException cause) {
                super(cause);
            }
        }

        static <R> R ofCaller(Supplier<R> code) {
            try {
                return code.get();
            } catch (RuntimeException e) {
                throw new RefusedByCaller(e);
            }
        }

        void doOn(Mirrors mirrors) {
            try {
                result = body.apply(mirrors);
            } catch (RefusedByCaller e) {
                refusal = (RuntimeException) e.getCause();
            }
        }

        void finish() {
            if (refusal == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(refusal);
            }
        }

        void fail(StateUnavailableException failure) {
            done.completeExceptionally(failure);
        }

        /** Tells of a failure to store the result; an exception of the caller's own code is not one. */
        void onFailure(Consumer<StateUnavailableException> failed) {
            var unused = done.exceptionally(failure -> {
                if (failure instanceof StateUnavailableException unavailable) {
                    failed.accept(unavailable);
                }
                return null;
            });
        }

        boolean isDone() {
            return done.isDone();
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        /** The result; throws {@link StateUnresponsiveException} if it is not safe in time, though it may be later. */
        T await(Duration maxWait) {
            try {
                return Uninterruptibles.getUninterruptibly(done, maxWait);
            } catch (TimeoutException e) {
                throw new StateUnresponsiveException();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new StateUnavailableException(e);
            }
        }
    }

    /** Whether the oldest task has waited too long. */
    boolean isSilent() {
        return silence().compareTo(maxWait) > 0;
    }

    /** Adds a task; throws {@link StateUnavailableException} at once if it would not be done in time. */
    <T> Task<T> add(Task<T> work) {
        if (isSilent()) {
            throw new StateUnresponsiveException();
        }
        if (closed || !queued.offer(work)) {
            throw closed ? closed() : new StateUnavailableException(new IOException("too many changes are queued"));
        }
        return work;
    }

    /** Adds a task for which nobody waits. It is done before tasks that are added later, at the latest after the pause. */
    void addSoon(Task<?> work) {
        if (closed) {
            work.fail(closed());
        } else {
            soon.add(work);
        }
    }

    /** All queued tasks; empty if none arrives within this time. For the store thread. */
    List<Task<?>> next(Duration pause) {
        List<Task<?>> batch = new ArrayList<>();
        try {
            Task<?> first = queued.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            drainSoon(batch);
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

    private void drainSoon(List<Task<?>> batch) {
        for (Task<?> next = soon.poll(); next != null; next = soon.poll()) {
            batch.add(next);
        }
    }

    private static StateUnavailableException closed() {
        return new StateUnavailableException(new IOException("closed"));
    }

    void failAll(Throwable cause) {
        List<Task<?>> all = new ArrayList<>(taken);
        drainSoon(all);
        queued.drainTo(all);
        all.forEach(work -> work.fail(new StateUnavailableException(cause)));
    }

    /** Age of the oldest task that is not done; zero if there is none. */
    Duration silence() {
        // The queue first: a task that is taken meanwhile is then seen twice, not missed.
        Task<?> head = queued.peek();
        return taken.stream()
                .filter(work -> !work.isDone())
                .map(Task::age)
                .findFirst()
                .orElseGet(() -> head == null || head.isDone() ? Duration.ZERO : head.age());
    }

    /** Accepts no more tasks, and wakes the thread. */
    void close() {
        closed = true;
        queued.offer(new Task<>(open -> null));
    }

    /** Whether nothing is left to do, and nothing will be added. */
    boolean isFinished() {
        return closed && queued.isEmpty() && soon.isEmpty();
    }
}
