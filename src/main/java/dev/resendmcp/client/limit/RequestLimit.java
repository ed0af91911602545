package dev.resendmcp.client.limit;

import java.time.Duration;
import java.util.OptionalInt;

/** How many requests per second the account may make, according to the operator and Resend. */
public final class RequestLimit {
    /** The lowest limit that Resend has ever documented. */
    private static final int FIRST = 2;

    private static final int HIGHEST = 10_000;
    static final Duration SECOND = Duration.ofSeconds(1);

    private final OptionalInt cap;
    private volatile int limit;
    private volatile boolean known;
    private int others;
    private long othersSeenAt;

    /** @param cap what the operator allows, empty for whatever Resend allows */
    public RequestLimit(OptionalInt cap) {
        this.cap = cap;
        this.limit = cap.orElse(FIRST);
        this.known = cap.isPresent();
    }

    /**
     * Requests that may be made in a window.
     *
     * @param requests at least 1
     * @param window a second or, where there is less than one request a second, longer
     */
    record Share(int requests, Duration window) {}

    int requestsPerSecond() {
        return limit;
    }

    /** Whether the operator or Resend has named a limit; before, it is a careful guess. */
    boolean known() {
        return known;
    }

    /** Adopts the limit that Resend reports; returns whether that changes anything. */
    boolean learn(long reported) {
        if (reported < 1 || reported > HIGHEST) {
            return false;
        }
        int before = limit;
        known = true;
        limit = Math.min((int) reported, cap.orElse(HIGHEST));
        return limit != before;
    }

    /** Leaves this many requests to other users of the account for a second, unless it leaves them more already. */
    synchronized boolean leaveTo(long requests) {
        if (requests < Math.max(1, leftToOthers())) {
            return false;
        }
        others = (int) requests;
        othersSeenAt = System.nanoTime();
        return true;
    }

    /** Requests of the last second that others made, estimated from what Resend reports as remaining. */
    synchronized int leftToOthers() {
        return System.nanoTime() - othersSeenAt < SECOND.toNanos() ? others : 0;
    }

    Share whole() {
        return new Share(limit, SECOND);
    }

    /** The share of one of several replicas that cannot agree. */
    Share part(int replicas) {
        int now = limit;
        return now >= replicas
                ? new Share(now / replicas, SECOND)
                : new Share(1, SECOND.multipliedBy(replicas).dividedBy(now));
    }
}
