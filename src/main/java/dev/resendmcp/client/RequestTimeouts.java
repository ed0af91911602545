package dev.resendmcp.client;

import java.time.Duration;

/**
 * Time limits of a call.
 *
 * @param maxWait waits for the rate limiter, all attempts of a call together
 * @param request one exchange
 * @param call a whole call: waits, exchanges and the pauses between them
 */
record RequestTimeouts(Duration maxWait, Duration request, Duration call) {
    private static final int SHARE = 10;

    /** How long after the start of a call an attempt may start: with less time left it would only be cut off. */
    Duration lastBegin() {
        Duration exchange = request.compareTo(call) < 0 ? request : call;
        return call.minus(exchange.dividedBy(SHARE));
    }
}
