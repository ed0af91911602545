package dev.resendmcp.state.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tests whether the store can be written and read, at most once every five seconds. */
public final class StateTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final EmbeddedStore store;
    private final Clock clock;
    private Optional<Trouble> outcome = Optional.empty();
    private long freshUntil = System.nanoTime();

    public StateTrial(EmbeddedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Why the store failed, if it did. Concurrent callers share one test. */
    public synchronized Optional<Trouble> outcome() {
        if (System.nanoTime() - freshUntil >= 0) {
            outcome = attempt();
            freshUntil = System.nanoTime() + FRESH.toNanos();
        }
        return store.trouble().or(() -> outcome);
    }

    private Optional<Trouble> attempt() {
        Instant begun = clock.instant();
        try {
            store.tryOut(PATIENCE);
            return Optional.empty();
        } catch (StateUnavailableException e) {
            Instant since = outcome.map(Trouble::since).orElse(begun);
            return Optional.of(new Trouble(since, FailureReason.of(e.getCause())));
        }
    }
}
