package dev.resendmcp.client.retry;

/**
 * Limits retries so that they do not make an outage worse: while Resend fails, there is one retry for every five calls. Answers
 * earn more: with them, up to two thirds of all attempts may fail and every call still succeeds.
 *
 * <p>A token bucket like Finagle's. Safe for use by many threads.
 */
public final class RetryBudget {
    private static final double PER_CALL = 0.2;
    private static final double PER_ANSWER = 2;
    private static final double RESERVE = 10;
    private static final double MOST = 100;

    private double tokens = RESERVE;

    /** A call begins. */
    synchronized void called() {
        earn(PER_CALL);
    }

    /** Resend has answered an attempt. */
    synchronized void answered() {
        earn(PER_ANSWER);
    }

    /** Takes the token of a retry; returns false when there is none. */
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
