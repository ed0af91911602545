package dev.resendmcp.state.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls that must take effect once, by what identifies them. Entries outlive the process; replicas that share a journal see
 * each other's. Safe for use by many threads.
 */
public interface Journal {
    /**
     * A call.
     *
     * @param idempotencyKey key under which the call goes to Resend
     * @param payloadHash digest of what is sent under the key
     * @param begun when the call first came
     * @param answer what a repeat is answered, as JSON; empty while that is not known
     */
    record Entry(String idempotencyKey, String payloadHash, Instant begun, Optional<String> answer) {}

    /**
     * Changes an entry in one step that no other thread or replica can come between. The outcome is safe from a crash of the
     * process and of the machine when this returns.
     *
     * @param id what identifies the call; not a secret, not personal data
     * @param change gets the entry, empty when there is none or its time is over, and gives the one to keep; may run more than
     *     once, so it must have no effects of its own
     * @param keep how long the entry is kept from now
     * @return the entry now kept
     * @throws StateUnavailableException when the entry could be made safe nowhere
     */
    Entry update(String id, Function<Optional<Entry>, Entry> change, Duration keep);

    /** Entries kept now. */
    long size();
}
