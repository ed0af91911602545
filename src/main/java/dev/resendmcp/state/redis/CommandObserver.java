package dev.resendmcp.state.redis;

import java.time.Duration;

/** Is told how commands to Redis end. Must be fast and safe for use by many threads. */
public interface CommandObserver {
    /** Redis answered after this time. */
    void answered(Duration took);

    /** Redis could not be reached, did not answer in time, or refused the command. */
    void failed();
}
