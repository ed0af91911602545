package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;

/** A failed attempt: what the caller would be told, how far the request came, and what may be done about it. */
final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about a failure. */
    enum Remedy {
        /** Nothing: tell the caller. */
        NONE,
        /** Try again as soon as the rate limiter lets us. */
        REPEAT,
        /** Try again after a pause, if the retry budget allows it. */
        REPEAT_AFTER_PAUSE
    }

    /** How far the request came. */
    enum Reach {
        /** It was held back here, which says nothing of Resend. */
        HELD_BACK,
        /** There was no connection to send it over. */
        NOT_SENT,
        /** Resend may have got it. */
        SENT
    }

    private final transient ResendException error;
    private final Remedy remedy;
    private final Reach reach;
    private final int status;

    /**
     * @param status HTTP status of the answer, 0 when there was none
     * @param cause what was thrown, or null
     */
    AttemptFailure(ResendException error, Remedy remedy, Reach reach, int status, Throwable cause) {
        super(error.getMessage(), cause);
        this.error = error;
        this.remedy = remedy;
        this.reach = reach;
        this.status = status;
    }

    /** A call that was turned away on this side. */
    static AttemptFailure heldBack(ResendException error) {
        return new AttemptFailure(error, Remedy.NONE, Reach.HELD_BACK, 0, error);
    }

    ResendException error() {
        return error;
    }

    Remedy remedy() {
        return remedy;
    }

    /** HTTP status of the answer, 0 when there was none. */
    int status() {
        return status;
    }

    /** Whether the request was tried at all. */
    boolean tried() {
        return reach != Reach.HELD_BACK;
    }

    /** Whether Resend works and has refused the request. */
    boolean refused() {
        return status > 0 && status < 500;
    }

    /** Whether Resend may have carried out the request all the same. */
    boolean mayHaveHappened() {
        return reach == Reach.SENT && !refused();
    }
}
