package dev.resendmcp.state.store;

import java.util.concurrent.TimeoutException;

/** The state store cannot be reached or written. */
public class StateUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the store threw */
    public StateUnavailableException(Throwable cause) {
        super("The state store cannot be used", cause);
    }

    /** The store does not respond, so it is unknown whether a change was made. Unlike after a failure, it may be made later. */
    public static final class StateUnresponsiveException extends StateUnavailableException {
        private static final long serialVersionUID = 1L;

        public StateUnresponsiveException() {
            super(new TimeoutException("no answer from the store"));
        }
    }
}
