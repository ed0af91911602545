package dev.resendmcp.state.store;

import java.util.concurrent.TimeoutException;

/**
 * The state store does not respond, so it is unknown whether a change was made. Unlike after a failure, it may still be made
 * later.
 */
public final class StateUnresponsiveException extends StateUnavailableException {
    private static final long serialVersionUID = 1L;

    /** There was no response. */
    public StateUnresponsiveException() {
        super(new TimeoutException("no answer from the store"));
    }
}
