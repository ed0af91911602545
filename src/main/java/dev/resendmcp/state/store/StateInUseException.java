package dev.resendmcp.state.store;

/** Another process uses the state directory. The message says what to do. */
public final class StateInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateInUseException() {
        super("STATE_DIR is in use by another process: stop that one, or give each process its own directory.");
    }
}
