package dev.resendmcp.simulator.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Admits a fixed number of requests in any second, without bursts, and records the busiest second. */
public final class RateWindow {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int limit;
    private final LongSupplier nanoTime;
    private final Deque<Long> arrived = new ArrayDeque<>();
    private final Deque<Long> admitted = new ArrayDeque<>();
    private int busiest;

    public RateWindow(int requestsPerSecond, LongSupplier nanoTime) {
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("requestsPerSecond must be at least 1, not " + requestsPerSecond);
        }
        this.limit = requestsPerSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a request, and admits it if fewer than the limit were admitted in the second up to now. */
    synchronized Admission arrive() {
        long now = nanoTime.getAsLong();
        forgetBefore(now);
        arrived.addLast(now);
        busiest = Math.max(busiest, arrived.size());
        boolean admit = admitted.size() < limit;
        if (admit) {
            admitted.addLast(now);
        }
        long untilOneLeaves = admitted.getFirst() + SECOND - now;
        return new Admission(now, admit, limit, limit - admitted.size(), wholeSeconds(untilOneLeaves));
    }

    public synchronized int busiestSecond() {
        return busiest;
    }

    public synchronized void reset() {
        arrived.clear();
        admitted.clear();
        busiest = 0;
    }

    private void forgetBefore(long now) {
        for (Deque<Long> stamps : List.of(arrived, admitted)) {
            while (!stamps.isEmpty() && now - stamps.getFirst() >= SECOND) {
                stamps.removeFirst();
            }
        }
    }

    private static long wholeSeconds(long nanos) {
        return Math.max(1, (nanos + SECOND - 1) / SECOND);
    }

    /**
     * Whether a request was admitted, and the state of the window.
     *
     * @param nanoTime when it was counted
     * @param reset seconds until another request is let through, at least 1
     */
    record Admission(long nanoTime, boolean admitted, int limit, int remaining, long reset) {}
}
