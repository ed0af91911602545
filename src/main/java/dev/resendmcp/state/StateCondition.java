package dev.resendmcp.state;

import dev.resendmcp.state.store.Trouble;
import java.util.Optional;

/**
 * Condition of the state.
 *
 * @param journalEntries journal entries of this replica, at most a second old
 * @param journalBytes size of these entries as text, at most a second old
 * @param fileBytes size of the files of the local store, at most a second old; 0 if it has none
 * @param sharing whether replicas share their state
 * @param disk trouble with the local store, if any
 * @param redis trouble with Redis, if any
 */
public record StateCondition(
        long journalEntries,
        long journalBytes,
        long fileBytes,
        Sharing sharing,
        Optional<Trouble> disk,
        Optional<Trouble> redis) {
    /** Whether replicas share their state. */
    public enum Sharing {
        /** Sharing is not configured. */
        OFF,
        /** Replicas share their state. */
        ON,
        /** Redis is configured but cannot be used: each replica works with its local state. */
        LOST
    }
}
