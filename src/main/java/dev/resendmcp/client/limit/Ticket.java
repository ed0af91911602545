package dev.resendmcp.client.limit;

import dev.resendmcp.call.Caller;
import dev.resendmcp.call.QueueEntry;
import dev.resendmcp.call.QueuePosition;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.util.concurrent.locks.Condition;

/** One call in a {@link PermitQueue}, whose lock guards the fields. May be closed more than once. */
final class Ticket implements QueueEntry, AutoCloseable {
    private final Caller caller;
    private final PermitQueue queue;
    final Condition changed;
    State state = State.OUT;
    Mode mode;
    private boolean cancelled;
    /** Whether it had a permit before, and returned it. */
    private boolean returned;
    /** Calls that go before this one; negative until they are counted. */
    int ahead = -1;

    Ticket(PermitQueue queue, Caller caller) {
        this.queue = queue;
        this.caller = caller;
        this.changed = queue.lock.newCondition();
    }

    enum State {
        /** Not in the queue, without a permit. */
        OUT,
        WAITING,
        /** Has a permit, and must still pass. */
        ADMITTED,
        PASSED
    }

    /** Where permits came from when this call got its permit. */
    Mode mode() {
        return queue.read(() -> mode);
    }

    /**
     * Waits for a permit.
     *
     * @param deadline latest moment to get it, as of the queue's clock
     * @return false when there was none by then, or a pause lasts longer
     * @throws ResendException when the call was cancelled, or the service stops
     */
    boolean await(long deadline) throws InterruptedException {
        queue.lock.lock();
        try {
            requireWanted();
            enqueue();
            queue.serve();
            while (state == State.WAITING) {
                long left = deadline - queue.clock.getAsLong();
                if (left <= 0 || queue.isPausedBeyond(deadline)) {
                    dequeue();
                    return false;
                }
                long unused = changed.awaitNanos(left);
                requireWanted();
            }
            return true;
        } finally {
            queue.lock.unlock();
        }
    }

    /** Lets an admitted call go on; its permit then goes back with {@link PermitQueue#release}. Throws if it is unwanted. */
    void pass() {
        queue.locked(() -> {
            requireWanted();
            state = State.PASSED;
            queue.admitted--;
        });
    }

    /** Whether the call was cancelled or the service stops. */
    boolean isUnwanted() {
        return queue.read(() -> cancelled || queue.stopped);
    }

    private void requireWanted() {
        if (cancelled) {
            throw new ResendException(
                    ErrorName.CANCELLED, "The call was cancelled while it waited; it was not sent.", null);
        }
        if (queue.stopped) {
            throw stopping();
        }
    }

    /** Where the call is, as counted up to a quarter of a second ago. */
    @Override
    public QueuePosition position() {
        return queue.read(() -> {
            queue.countAhead(this);
            int before = state == State.WAITING ? ahead : 0;
            return new QueuePosition(before, queue.expectedWait(before));
        });
    }

    @Override
    public void cancel() {
        queue.locked(() -> {
            cancelled = true;
            if (state == State.WAITING) {
                dequeue();
                changed.signal();
            }
        });
    }

    /** Leaves the queue, and returns the permit of a call that has not passed. It may wait again, before its caller's others. */
    @Override
    public void close() {
        queue.locked(() -> {
            if (state == State.WAITING) {
                dequeue();
            } else if (state == State.ADMITTED) {
                state = State.OUT;
                returned = true;
                queue.admitted--;
                queue.free++;
            }
        });
    }

    private void enqueue() {
        if (returned) {
            queue.waiting.addFirst(caller, this);
        } else {
            queue.waiting.addLast(caller, this);
        }
        state = State.WAITING;
        queue.countIsOld = true;
    }

    private void dequeue() {
        queue.waiting.remove(caller, this);
        state = State.OUT;
        queue.countIsOld = true;
    }

    static ResendException stopping() {
        String message = "The server is stopping; this call was not sent and is safe to repeat.";
        return new ResendException(ErrorName.SERVER_STOPPING, message, null);
    }
}
