package dev.resendmcp.mcp;

import java.time.Duration;
import java.util.Optional;

/** The line in front of Resend's rate limit, as far as its end can be told to those who stand in it. */
public interface WaitingLine {
    /**
     * A place in the line.
     *
     * @param ahead callers who go first
     * @param expected time until the own turn
     */
    record Place(int ahead, Duration expected) {}

    /** Where a call stands that runs on this thread; empty when it does not wait. */
    Optional<Place> place(Thread thread);

    /** How long the calls on this thread have stood in the line since this was last asked. */
    Duration takeWaited();

    /** Takes a call out of the line; one that is past it goes on. */
    void leave(Thread thread);
}
