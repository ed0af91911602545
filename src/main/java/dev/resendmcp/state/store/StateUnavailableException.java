package dev.resendmcp.state.store;

/** The store cannot be reached or written. */
public class StateUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the store threw */
    public StateUnavailableException(Throwable cause) {
        super("The store of state cannot be used", cause);
    }
}
