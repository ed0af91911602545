package dev.resendmcp.client.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** A fair semaphore that can tell waiting callers their place and let them leave. */
final class WaitingCallers extends Semaphore {
    private static final long serialVersionUID = 1L;

    private final transient Map<Thread, WaitingCaller> callers = new ConcurrentHashMap<>();
    private int size;

    WaitingCallers(int permits) {
        super(permits, true);
        this.size = permits;
    }

    /** Changes the number of permits. Those in use above it are taken in when they come back. */
    synchronized void resize(int permits) {
        if (permits > size) {
            release(permits - size);
        } else {
            reducePermits(size - permits);
        }
        size = permits;
    }

    /** Whether fewer permits are to be had than there should be when this many are in use. */
    synchronized boolean lacks(int used) {
        return availablePermits() < size - used;
    }

    /** A caller from its arrival until it passes or gives up. */
    static final class WaitingCaller {
        private enum State {
            WAITING,
            PASSED,
            LEFT
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        /** Claims the right to go on; false when the caller has left before. */
        boolean pass() {
            return state.compareAndSet(State.WAITING, State.PASSED);
        }

        boolean leave() {
            return state.compareAndSet(State.WAITING, State.LEFT);
        }

        boolean hasLeft() {
            return state.get() == State.LEFT;
        }
    }

    /** Registers the calling thread. */
    WaitingCaller enter() {
        WaitingCaller caller = new WaitingCaller();
        callers.put(Thread.currentThread(), caller);
        return caller;
    }

    /** Forgets the calling thread. */
    void exit() {
        callers.remove(Thread.currentThread());
    }

    /** Callers before the one on this thread; empty when it does not wait. */
    OptionalInt ahead(Thread thread) {
        if (!callers.containsKey(thread)) {
            return OptionalInt.empty();
        }
        // The JDK lists waiting threads from the last to the first.
        List<Thread> lastFirst = new ArrayList<>(getQueuedThreads());
        int index = lastFirst.indexOf(thread);
        return OptionalInt.of(index < 0 ? 0 : lastFirst.size() - 1 - index);
    }

    /** Wakes the caller on this thread, unless it has passed already: what is on its way is never cut. */
    void leave(Thread thread) {
        WaitingCaller caller = callers.get(thread);
        if (caller != null && caller.leave()) {
            thread.interrupt();
        }
    }
}
