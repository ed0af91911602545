package dev.resendmcp.state;

import dev.resendmcp.state.store.Trouble;
import java.util.Optional;

/**
 * How the state is kept now.
 *
 * @param journalEntries entries of the journal on this replica, at most a second old
 * @param sharing whether other replicas see the same state
 * @param disk what is wrong with the embedded store; empty while all is well
 * @param redis what is wrong with Redis; empty while all is well or none is used
 */
public record StateCondition(long journalEntries, Sharing sharing, Optional<Trouble> disk, Optional<Trouble> redis) {
    /** Whether replicas share their state. */
    public enum Sharing {
        /** They are not meant to. */
        OFF,
        /** They do. */
        ON,
        /** They are meant to, but Redis cannot be used: each replica is on its own. */
        LOST
    }
}
