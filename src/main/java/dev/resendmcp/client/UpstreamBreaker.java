package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;
import dev.resendmcp.client.CircuitState.Position;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker in front of Resend. It opens when the last attempts all failed, over some seconds: a mixture of faults and
 * answers is left to repeats, which get every call through; only an outage is waited out.
 */
final class UpstreamBreaker {
    private static final Logger log = LoggerFactory.getLogger(UpstreamBreaker.class);
    /** With half of all attempts failing, one in a thousand ends such a run by chance. */
    private static final int FAILURES = 10;

    private static final float FAILURE_PERCENT = 100;
    private static final int TRIAL_CALLS = 3;

    private final CircuitBreaker breaker;
    private final FailureStreak streak;
    private final Clock clock;
    private volatile Instant since;

    UpstreamBreaker(Clock clock) {
        this.clock = clock;
        this.streak = new FailureStreak(clock);
        this.since = clock.instant();
        this.breaker = CircuitBreaker.of(
                "resend",
                CircuitBreakerConfig.custom()
                        .slidingWindow(FAILURES, FAILURES, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .waitDurationInOpenState(CircuitState.OPEN_FOR)
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .clock(clock)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> moved(event.getStateTransition().getToState()));
    }

    CircuitState state() {
        return new CircuitState(
                switch (breaker.getState()) {
                    case OPEN -> Position.OPEN;
                    case HALF_OPEN -> Position.HALF_OPEN;
                    default -> Position.CLOSED;
                },
                since);
    }

    /** Turns a call away while it is open; takes nothing, so it may be asked before a long wait. */
    void check() throws AttemptFailure {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            throw heldBack();
        }
    }

    /** Lets a request out, whose end must then be told; or turns it away. */
    Passage enter() throws AttemptFailure {
        if (!breaker.tryAcquirePermission()) {
            throw heldBack();
        }
        return new Passage();
    }

    /** A request that was let out. */
    final class Passage {
        private final FailureStreak.Request request = streak.begin();

        private Passage() {}

        /** Resend answered, be it with a refusal. */
        void answered(Duration took) {
            breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            count(streak.end(request, false));
        }

        /** Resend did not answer, or failed. */
        void failed() {
            boolean trial = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
            int lasting = streak.end(request, true);
            if (!trial) {
                breaker.releasePermission();
            }
            count(trial ? 1 : lasting);
        }

        /** The request did not get as far as the network. */
        void unused() {
            streak.forget(request);
            breaker.releasePermission();
        }
    }

    private void count(int failures) {
        for (int count = Math.min(failures, FAILURES); count > 0; count--) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new IOException("Resend fails"));
        }
    }

    private void moved(CircuitBreaker.State to) {
        since = clock.instant();
        switch (to) {
            case OPEN ->
                log.atWarn()
                        .addKeyValue("open_seconds", CircuitState.OPEN_FOR.toSeconds())
                        .log("Resend fails: calls are held back");
            case HALF_OPEN -> log.info("A few calls are let out to try whether Resend works again");
            default -> log.info("Resend works again: calls are let out as usual");
        }
    }

    private AttemptFailure heldBack() {
        // Rounded up, and a second when the trial calls are still out.
        long seconds = Duration.between(clock.instant(), state().until())
                .plusSeconds(1)
                .toSeconds();
        Duration wait = Duration.ofSeconds(Math.max(1, seconds));
        return AttemptFailure.heldBack(new ResendException(
                "circuit_open",
                "Resend failed on the calls before, so this one was held back; it was not sent. Try again in "
                        + wait.toSeconds() + " s.",
                503,
                true,
                wait));
    }
}
