package dev.resendmcp.state.store;

/** The state store cannot be reached or written. */
public class StateUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the store threw */
    public StateUnavailableException(Throwable cause) {
        super("The state store cannot be used", cause);
    }
}
