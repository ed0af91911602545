package dev.resendmcp.mcp;

import java.time.Duration;
import java.util.Optional;

/** The line in front of Resend's rate limit, as far as its end can be told to those who stand in it. */
public interface RateLimitQueue {
    /**
     * A place in the line.
     *
     * @param ahead callers who go first
     * @param expected time until the own turn
     */
    record Place(int ahead, Duration expected) {}

    /** Where a call stands that runs on this thread; empty when it does not wait. */
    Optional<Place> place(Thread thread);

    /**
     * What calls on a thread went through.
     *
     * @param time they stood in the line
     * @param turns they had at Resend, one for each attempt
     */
    record Waited(Duration time, int turns) {
        /** Neither waited nor had a turn. */
        public static final Waited NOT = new Waited(Duration.ZERO, 0);
    }

    /** What calls on this thread went through since this was last asked. */
    Waited takeWaited();

    /** Takes a call out of the line; one that is past it goes on. */
    void leave(Thread thread);
}
