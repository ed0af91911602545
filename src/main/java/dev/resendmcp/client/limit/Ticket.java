package dev.resendmcp.client.limit;

import dev.resendmcp.call.Caller;
import dev.resendmcp.call.QueueEntry;
import dev.resendmcp.call.QueuePosition;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import dev.resendmcp.error.ResendException;
import java.util.concurrent.locks.Condition;

/** One call in a {@link PermitQueue}, whose lock guards the fields. */
final class Ticket implements QueueEntry, AutoCloseable {
    final Caller caller;
    final Condition changed;
    State state = State.OUT;
    boolean cancelled;
    /** Whether it had a permit before, and returned it. */
    boolean returned;
    /** Where permits came from when this call got its permit. */
    Mode mode;
    /** Calls that go before this one; negative until they are counted. */
    int ahead = -1;

    private final PermitQueue queue;

    Ticket(PermitQueue queue, Caller caller, Condition changed) {
        this.queue = queue;
        this.caller = caller;
        this.changed = changed;
    }

    enum State {
        /** Not in the queue, without a permit. */
        OUT,
        WAITING,
        /** Has a permit, and must still pass. */
        ADMITTED,
        PASSED
    }

    /**
     * Waits for a permit.
     *
     * @param deadline latest moment to get it, as of the queue's clock
     * @return false when there was none by then, or a pause lasts longer
     * @throws ResendException when the call was cancelled, or the service stops
     */
    boolean await(long deadline) throws InterruptedException {
        return queue.await(this, deadline);
    }

    /**
     * Lets an admitted call go on. Its permit then goes back with {@link PermitQueue#release}.
     *
     * @throws ResendException when the call was cancelled, or the service stops
     */
    void pass() {
        queue.pass(this);
    }

    /** Whether the call was cancelled or the service stops. */
    boolean isUnwanted() {
        return queue.isUnwanted(this);
    }

    @Override
    public QueuePosition position() {
        return queue.position(this);
    }

    /** Cancels the call, unless it has passed. */
    @Override
    public void cancel() {
        queue.cancel(this);
    }

    /** Leaves the queue, and returns the permit of a call that has not passed. It may wait again, before its caller's others. */
    @Override
    public void close() {
        queue.leave(this);
    }
}
