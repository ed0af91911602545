package dev.resendmcp.state.store;

import java.util.concurrent.TimeoutException;

/**
 * The store does not answer, so nobody knows whether a change was made. Unlike a store that refuses, it says nothing of what
 * comes next: the change may still be made later.
 */
public final class StateUnresponsiveException extends StateUnavailableException {
    private static final long serialVersionUID = 1L;

    /** Without a cause: there was no answer. */
    public StateUnresponsiveException() {
        super(new TimeoutException("no answer from the store"));
    }
}
