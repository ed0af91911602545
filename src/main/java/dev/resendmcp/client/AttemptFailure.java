package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;

/** A failed attempt: what the caller would be told, and whether another attempt is certain to do no harm. */
final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about a failure. */
    enum Remedy {
        /** Nothing: tell the caller. */
        NONE,
        /** Try again as soon as the rate limiter lets us. */
        REPEAT,
        /** Try again after a short wait. */
        REPEAT_AFTER_PAUSE
    }

    private final transient ResendException error;
    private final Remedy remedy;
    private final int status;

    AttemptFailure(ResendException error, Remedy remedy, int status, Throwable cause) {
        super(error.getMessage(), cause);
        this.error = error;
        this.remedy = remedy;
        this.status = status;
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
}
