package dev.resendmcp.client.retry;

import dev.resendmcp.client.retry.CircuitState.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether calls of some endpoints are held back. It opens when ten calls have failed without an answer to any, the first of them
 * two seconds ago or more, on as many endpoints as it asks for. Five seconds later up to three calls go out to try: an answer
 * closes it, three failures open it again.
 *
 * <p>Failures are quick and answers may be slow, so a failure only counts when no request that began before it may still be
 * answered. Not safe for use by many threads.
 */
final class Circuit {
    private static final int CALLS = 10;
    private static final int TRIALS = 3;
    private static final Duration LASTING = Duration.ofSeconds(2);
    /** How long a request may keep failures that came after it from counting. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** When nothing was tried for this long, earlier failures say nothing about now. */
    private static final Duration IDLE_RESET = Duration.ofSeconds(15);
    /** Bounds the memory; more would change nothing. */
    private static final int MOST_KEPT = 1_000;

    private final Clock clock;
    private final int endpoints;
    /** In the order in which they began. */
    private final Set<Attempt> inFlight = new LinkedHashSet<>();

    private final Set<Attempt> trials = new HashSet<>();
    private final List<Attempt> failed = new ArrayList<>();
    private CircuitState state;
    private Instant latest;
    private int failedTrials;

    /** @param endpoints how many different ones must have failed */
    Circuit(Clock clock, int endpoints) {
        this.clock = clock;
        this.endpoints = endpoints;
        this.latest = clock.instant();
        this.state = new CircuitState(Position.CLOSED, latest);
    }

    static final class Attempt {
        private final String endpoint;
        private final Instant begin;

        Attempt(String endpoint, Instant begin) {
            this.endpoint = endpoint;
            this.begin = begin;
        }

        String endpoint() {
            return endpoint;
        }
    }

    CircuitState state() {
        if (state.position() == Position.OPEN && !clock.instant().isBefore(state.until())) {
            move(Position.HALF_OPEN);
        }
        return state;
    }

    boolean passes() {
        return switch (state().position()) {
            case CLOSED -> true;
            case HALF_OPEN -> trials.size() + failedTrials < TRIALS;
            case OPEN -> false;
        };
    }

    void begin(Attempt attempt) {
        inFlight.add(attempt);
        if (state.position() == Position.HALF_OPEN) {
            trials.add(attempt);
        }
    }

    /** A request ended in a way that says nothing about Resend. */
    void forget(Attempt attempt) {
        inFlight.remove(attempt);
        trials.remove(attempt);
    }

    void answered(Attempt attempt) {
        inFlight.remove(attempt);
        failed.clear();
        if (trials.remove(attempt)) {
            move(Position.CLOSED);
        }
    }

    /** Resend did not answer, or failed, for the first time in a call. */
    void failed(Attempt attempt) {
        inFlight.remove(attempt);
        if (trials.remove(attempt)) {
            failedTrials++;
        } else if (state.position() == Position.CLOSED) {
            keep(attempt);
        }
        if (failedTrials >= TRIALS || (state.position() == Position.CLOSED && lasts())) {
            move(Position.OPEN);
        }
    }

    private void keep(Attempt attempt) {
        if (Duration.between(latest, attempt.begin).compareTo(IDLE_RESET) > 0) {
            failed.clear();
        }
        latest = clock.instant();
        if (failed.size() < MOST_KEPT) {
            failed.add(attempt);
        }
    }

    private boolean lasts() {
        Instant now = clock.instant();
        Instant settled = inFlight.stream()
                .map(attempt -> attempt.begin)
                .filter(begin -> begin.isAfter(now.minus(LONGEST_WAIT)))
                .findFirst()
                .orElse(now);
        List<Attempt> counted = failed.stream()
                .filter(attempt -> !attempt.begin.isAfter(settled))
                .toList();
        return counted.size() >= CALLS
                && counted.stream().anyMatch(attempt -> !attempt.begin.isAfter(now.minus(LASTING)))
                && counted.stream().map(Attempt::endpoint).distinct().count() >= endpoints;
    }

    private void move(Position position) {
        state = new CircuitState(position, clock.instant());
        failed.clear();
        trials.clear();
        failedTrials = 0;
    }
}
