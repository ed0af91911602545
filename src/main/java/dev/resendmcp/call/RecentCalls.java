package dev.resendmcp.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last 500 calls of this instance. Safe for use by many threads. */
public final class RecentCalls {
    private static final int MOST = 500;

    private final Deque<FinishedCall> calls = new ArrayDeque<>();
    private long total;
    private long failed;

    /** Adds a call, and forgets the oldest one if there are too many. */
    public synchronized void add(FinishedCall call) {
        calls.addLast(call);
        total++;
        boolean success = call.outcome().equals("ok") || call.outcome().equals("awaits_user");
        failed += success ? 0 : 1;
        if (calls.size() > MOST) {
            calls.removeFirst();
        }
    }

    /** The calls, newest first. */
    public synchronized List<FinishedCall> newestFirst() {
        List<FinishedCall> copy = new ArrayList<>(calls);
        Collections.reverse(copy);
        return copy;
    }

    /** Number of calls since the start. */
    public synchronized long total() {
        return total;
    }

    /** Number of calls since the start that failed. */
    public synchronized long failed() {
        return failed;
    }
}
