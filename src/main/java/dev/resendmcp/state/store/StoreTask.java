package dev.resendmcp.state.store;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A task for the store thread; its result reaches the caller once it is safe on disk. */
final class StoreTask<T> {
    private final Function<Mirrors, T> body;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final long since = System.nanoTime();
    private T result;
    private RuntimeException refusal;

    /** @param body the task; runs code of the caller within {@link #ofCaller} */
    StoreTask(Function<Mirrors, T> body) {
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
