package dev.resendmcp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Failures of Resend without an answer between them, in the order in which the requests began: what fails is often there before
 * the answers to requests that began earlier. Only a streak that lasts is an outage.
 *
 * <p>Safe for use by many threads.
 */
final class FailureStreak {
    private static final Duration LASTING = Duration.ofSeconds(2);
    /** How long what came later waits for a request to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** When nothing was tried for so long, what failed before says nothing of now. */
    private static final Duration LULL = Duration.ofSeconds(15);

    private final Clock clock;
    private final Deque<Request> begun = new ArrayDeque<>();
    private Instant since;
    private Instant latest;
    private int held;

    FailureStreak(Clock clock) {
        this.clock = clock;
        reset(clock.instant());
    }

    /** A request that has begun. */
    static final class Request {
        private final Instant begin;
        private Instant end;
        private boolean failed;
        private boolean passedOver;

        private Request(Instant begin) {
            this.begin = begin;
        }
    }

    /** A request begins. */
    synchronized Request begin() {
        Request request = new Request(clock.instant());
        begun.add(request);
        return request;
    }

    /** A request was not made after all. */
    synchronized void forget(Request request) {
        begun.remove(request);
    }

    /**
     * A request has ended.
     *
     * @param failed whether without an answer, or with one that Resend fails
     * @return how many failures count now: 0 while the streak is young or may have an answer in it, then all of it that was held
     */
    synchronized int end(Request request, boolean failed) {
        request.end = clock.instant();
        request.failed = failed;
        int counted = request.passedOver ? count(request) : 0;
        Instant tooEarly = request.end.minus(PATIENCE);
        for (Request first = begun.peek();
                first != null && (first.end != null || first.begin.isBefore(tooEarly));
                first = begun.peek()) {
            begun.remove();
            if (first.end == null) {
                first.passedOver = true;
            } else {
                counted = first.failed ? counted + count(first) : count(first);
            }
        }
        return counted;
    }

    private int count(Request request) {
        if (!request.failed) {
            reset(request.begin);
            return 0;
        }
        if (Duration.between(latest, request.begin).compareTo(LULL) > 0) {
            reset(request.begin);
        }
        latest = request.end;
        held++;
        if (Duration.between(since, request.end).compareTo(LASTING) < 0) {
            return 0;
        }
        int counted = held;
        held = 0;
        return counted;
    }

    private void reset(Instant begin) {
        since = begin;
        latest = begin;
        held = 0;
    }
}
