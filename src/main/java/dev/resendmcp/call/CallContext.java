package dev.resendmcp.call;

import java.time.Duration;
import java.util.Optional;

/**
 * One call, from the request of a client to the reply: who calls, whether the call was cancelled, where it waits, and how long
 * it has waited.
 *
 * <p>The protocol creates a context for each call and binds it to the thread that runs the call. The client of Resend takes it
 * from there and hands it down: the annotated interfaces between the two have no parameter for it. Safe for use by many threads.
 */
public final class CallContext implements AutoCloseable {
    private static final ThreadLocal<CallContext> CURRENT = new ThreadLocal<>();
    private static final Caller SERVICE = new Caller("service");

    private final Caller caller;
    private QueueEntry entry;
    private boolean cancelled;
    private Duration waited = Duration.ZERO;
    private int attempts;
    private Runnable release = () -> {};
    private Object exchange;

    /** @param caller who pays for the call: callers take turns in queues and share memory equally */
    public CallContext(Caller caller) {
        this.caller = caller;
    }

    /** A call of the service itself, such as a health check. */
    public static CallContext ofService() {
        return new CallContext(SERVICE);
    }

    /** The context that is bound to this thread. */
    public static Optional<CallContext> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Binds this context to the thread that makes the call, until it is closed there. */
    public CallContext bind() {
        CURRENT.set(this);
        return this;
    }

    /** Who pays for the call. */
    public Caller caller() {
        return caller;
    }

    /** Cancels the call: it leaves the queue it waits in, and enters no other. A request that was sent is not aborted. */
    public void cancel() {
        QueueEntry waiting;
        synchronized (this) {
            cancelled = true;
            waiting = entry;
        }
        if (waiting != null) {
            waiting.cancel();
        }
    }

    /** Notes that the call waits in a queue; cancels the entry if the call was cancelled before. */
    public void enter(QueueEntry queued) {
        boolean late;
        synchronized (this) {
            entry = queued;
            late = cancelled;
        }
        if (late) {
            queued.cancel();
        }
    }

    /**
     * Notes that the call waits no longer.
     *
     * @param time it was in the queue
     * @param admitted whether it may make its attempt now
     */
    public synchronized void leave(Duration time, boolean admitted) {
        entry = null;
        waited = waited.plus(time);
        attempts += admitted ? 1 : 0;
    }

    /** Where the call waits; empty while it does not. */
    public Optional<QueuePosition> position() {
        QueueEntry waiting;
        synchronized (this) {
            waiting = entry;
        }
        return Optional.ofNullable(waiting).map(QueueEntry::position);
    }

    /** Time the call has spent in queues, for all its attempts together. */
    public synchronized Duration waited() {
        return waited;
    }

    /** Attempts that were admitted. */
    public synchronized int attempts() {
        return attempts;
    }

    /** Releases what the call holds now, then holds something else until the call is closed. */
    public void hold(Runnable releaseLater) {
        release();
        release = releaseLater;
    }

    /** Releases what the call holds. */
    public void release() {
        Runnable held = release;
        release = () -> {};
        held.run();
    }

    /** The HTTP exchange that the call is in, for the layers below the HTTP library; null if it is in none. */
    public Object exchange() {
        return exchange;
    }

    /** Begins or, with null, ends an HTTP exchange. */
    public void exchange(Object begun) {
        exchange = begun;
    }

    /** Ends the call: its reply is written, or ready to be. Releases what the call holds, and unbinds it from this thread. */
    @Override
    public void close() {
        if (CURRENT.get() == this) {
            CURRENT.remove();
        }
        release();
    }
}
