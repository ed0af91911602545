package dev.resendmcp.state.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Texts by id, until they expire. They outlive the process and are visible to replicas that share the state. Safe for use by
 * many threads.
 */
public interface Records {
    /**
     * The text with this id, if there is one.
     *
     * @throws StateUnavailableException if nobody knows
     */
    Optional<String> read(String id);

    /**
     * Changes a text atomically, also across replicas; when this returns, the change survives a crash.
     *
     * @param id neither a secret nor personal data
     * @param change maps the current text to the new one; may run more than once, so it must have no side effects
     * @param keep time to live from now
     * @return the new text
     * @throws StateUnavailableException if the text could not be stored anywhere
     */
    String change(String id, Function<Optional<String>, String> change, Duration keep);
}
