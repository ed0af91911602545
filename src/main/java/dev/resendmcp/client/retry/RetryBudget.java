package dev.resendmcp.client.retry;

/**
 * Bounds repeats by what else is going on, so that an outage is not made worse: while Resend fails there is one repeat for
 * five calls. Answers earn more, since repeats that lead to answers are what they are for: with them up to two thirds of all
 * attempts may fail and every call still gets through.
 *
 * <p>A token bucket, as Finagle has one; safe for use by many threads.
 */
public final class RetryBudget {
    private static final double PER_CALL = 0.2;
    private static final double PER_ANSWER = 2;
    private static final double RESERVE = 10;
    private static final double MOST = 100;

    private double tokens = RESERVE;

    /** A call has come. */
    synchronized void called() {
        earn(PER_CALL);
    }

    /** Resend has answered an attempt. */
    synchronized void answered() {
        earn(PER_ANSWER);
    }

    /** Takes what a repeat costs; false when there is not enough. */
    synchronized boolean take() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    private void earn(double amount) {
        tokens = Math.min(MOST, tokens + amount);
    }
}
