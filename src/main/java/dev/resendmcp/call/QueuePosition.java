package dev.resendmcp.call;

import java.time.Duration;

/**
 * Where a call is in a queue.
 *
 * @param ahead calls that go first
 * @param expected time until this call goes
 */
public record QueuePosition(int ahead, Duration expected) {}
