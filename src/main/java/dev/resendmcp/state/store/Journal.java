package dev.resendmcp.state.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls that must take effect once, by id. Entries outlive the process and are visible to replicas that share the journal. Safe
 * for use by many threads.
 */
public interface Journal {
    /**
     * A call.
     *
     * @param idempotencyKey idempotency key sent to Resend
     * @param payloadHash digest of what is sent with the key
     * @param begun when the call was first made
     * @param answer answer for repeats, as JSON; empty while unknown
     */
    record Entry(String idempotencyKey, String payloadHash, Instant begun, Optional<String> answer) {
        Entry withPayload(String other) {
            return new Entry(idempotencyKey, other, begun, answer);
        }
    }

    /**
     * Changes an entry atomically, also across replicas. When this returns, the change survives a crash of the process or the
     * machine.
     *
     * @param id id of the call; neither a secret nor personal data
     * @param change maps the current entry, empty if there is none or it has expired, to the new one; may run more than once, so
     *     it must have no side effects
     * @param keep time to live from now
     * @return the new entry
     * @throws StateUnavailableException if the entry could not be stored anywhere
     */
    Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep);

    /**
     * Changes an entry like {@link #update}, but need not wait for the disk: later calls see the change, and it survives a crash
     * within about a second.
     *
     * @param failed is told if the change could not be stored
     */
    default void updateSoon(
            String id,
            Function<Optional<Entry>, Entry> change,
            Duration keep,
            Consumer<StateUnavailableException> failed) {
        try {
            update(id, change, keep);
        } catch (StateUnavailableException e) {
            failed.accept(e);
        }
    }

    /**
     * An entry as it is now; empty if there is none or it has expired.
     *
     * @throws StateUnavailableException if it cannot be read
     */
    Optional<Entry> find(String id);

    long size();
}
