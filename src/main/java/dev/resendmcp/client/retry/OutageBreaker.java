package dev.resendmcp.client.retry;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.retry.Circuit.Attempt;
import dev.resendmcp.client.retry.CircuitState.Position;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds calls back while Resend is down. Each endpoint has its own {@link Circuit}, so a failing endpoint does not affect calls to
 * others. One more circuit, for all endpoints together, opens when several endpoints fail and none answers. A mixture of failures
 * and answers opens no circuit: retries get those calls through.
 *
 * <p>A call counts once, however often it was tried. Refusals are answers; what this service or the request itself caused counts
 * neither way. Safe for use by many threads.
 */
public final class OutageBreaker {
    private static final Logger log = LoggerFactory.getLogger(OutageBreaker.class);
    private static final int ENDPOINTS_OF_AN_OUTAGE = 2;
    private static final String ALL = "Resend";

    private final Clock clock;
    private final Guarded all;
    private final Map<String, Guarded> byEndpoint = new TreeMap<>();

    public OutageBreaker(Clock clock) {
        this.clock = clock;
        this.all = new Guarded(ALL, ENDPOINTS_OF_AN_OUTAGE);
    }

    /** Whether calls of all endpoints are let out. */
    public synchronized CircuitState state() {
        return all.state();
    }

    /** Endpoints whose calls are held back while others are let out, in the form {@code GET /logs}. */
    public synchronized List<String> heldBack() {
        return byEndpoint.values().stream()
                .filter(one -> one.state().position() == Position.OPEN)
                .map(one -> one.name)
                .toList();
    }

    /** How often calls of all endpoints came to be held back. */
    public synchronized long outages() {
        return all.openings;
    }

    /** How often calls of single endpoints came to be held back. */
    public synchronized long endpointOutages() {
        return byEndpoint.values().stream().mapToLong(one -> one.openings).sum();
    }

    /** Rejects a call while its circuit is open. Reserves nothing, so it may be called before a long wait. */
    public synchronized void check(String endpoint) throws AttemptFailure {
        all.check();
        of(endpoint).check();
    }

    /** Admits a request, whose end must then be reported, or rejects it. */
    public synchronized Passage enter(String endpoint) throws AttemptFailure {
        check(endpoint);
        return new Passage(new Attempt(endpoint, clock.instant()));
    }

    private Guarded of(String endpoint) {
        return byEndpoint.computeIfAbsent(endpoint, name -> new Guarded(name, 1));
    }

    /** A request that was let out. */
    public final class Passage {
        private final Attempt attempt;
        private final List<Guarded> circuits;

        private Passage(Attempt attempt) {
            this.attempt = attempt;
            this.circuits = List.of(all, of(attempt.endpoint()));
            circuits.forEach(one -> one.circuit.begin(attempt));
        }

        /** Resend answered, be it with a refusal. */
        public void answered() {
            end(() -> circuits.forEach(one -> one.circuit.answered(attempt)));
        }

        /** Resend did not answer, or failed, as no attempt of the call had before. */
        public void failed(UpstreamFailure failure) {
            end(() -> circuits.forEach(one -> {
                one.last = failure;
                one.circuit.failed(attempt);
            }));
        }

        /** The end says nothing about Resend. */
        public void forget() {
            end(() -> circuits.forEach(one -> one.circuit.forget(attempt)));
        }

        private void end(Runnable tell) {
            synchronized (OutageBreaker.this) {
                tell.run();
                circuits.forEach(Guarded::state);
            }
        }
    }

    /** A circuit, its log lines and its error. */
    private final class Guarded {
        private final String name;
        private final Circuit circuit;
        private Position logged = Position.CLOSED;
        private long openings;
        private UpstreamFailure last;

        Guarded(String name, int endpoints) {
            this.name = name;
            this.circuit = new Circuit(clock, endpoints);
        }

        CircuitState state() {
            CircuitState state = circuit.state();
            if (state.position() != logged) {
                logged = state.position();
                openings += logged == Position.OPEN ? 1 : 0;
                log(logged);
            }
            return state;
        }

        void check() throws AttemptFailure {
            state();
            if (!circuit.passes()) {
                throw heldBack();
            }
        }

        private void log(Position position) {
            switch (position) {
                case OPEN ->
                    log.atWarn()
                            .addKeyValue("endpoint", name)
                            .addKeyValue("open_seconds", CircuitState.OPEN_FOR.toSeconds())
                            .addKeyValue("kind", last.kind().label())
                            .addKeyValue("last_failure", last.endpoint() + ", " + last.describe())
                            .log("{} fails: calls are held back", name);
                case HALF_OPEN -> log.info("{}: a few calls are let out to try whether it works again", name);
                default -> log.info("{} works again: calls are let out as usual", name);
            }
        }

        private AttemptFailure heldBack() {
            // Rounded up, and a second when the trial calls are still out.
            Duration left = Duration.between(clock.instant(), circuit.state().until());
            Duration wait = Duration.ofSeconds(Math.max(1, left.plusMillis(999).toSeconds()));
            return AttemptFailure.heldBack(new ResendException(
                    ErrorName.CIRCUIT_OPEN,
                    name + " keeps failing, so this call was held back; it was not sent. The last failure, on "
                            + last.endpoint() + ": " + last.describe() + ". Try again in " + wait.toSeconds() + " s.",
                    wait));
        }
    }
}
