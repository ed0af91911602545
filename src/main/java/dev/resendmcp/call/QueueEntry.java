package dev.resendmcp.call;

/** A call's entry in a queue. Both methods return at once and may be called from any thread. */
public interface QueueEntry {
    /** Where the call is now. */
    QueuePosition position();

    /** Removes the call from the queue; does nothing once it has left. */
    void cancel();
}
