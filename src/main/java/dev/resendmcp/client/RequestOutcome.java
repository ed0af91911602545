package dev.resendmcp.client;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.error.ResendException;
import java.time.Duration;

/**
 * The error for the caller of a failed call. An attempt that was sent outweighs a later one that was held back here: the error
 * never claims that the call was not sent because its last attempt was not.
 */
final class RequestOutcome {
    private final UpstreamRequest request;
    private AttemptFailure unsettled;
    private AttemptFailure lastSent;

    RequestOutcome(UpstreamRequest request) {
        this.request = request;
    }

    /** Notes a failed attempt. */
    void note(AttemptFailure failure) {
        lastSent = failure.sent() ? failure : lastSent;
        if (request.writes() && failure.mayHaveHappened()) {
            unsettled = failure;
        } else if (failure.status() == 400 || failure.status() == 422) {
            // What had been carried out before would have been answered as it was then, not with a fault in the
            // request.
            unsettled = null;
        }
    }

    /** The error for the caller. */
    ResendException after(AttemptFailure last) {
        Duration wait = last.error().retryAfter().orElse(null);
        if (unsettled == null) {
            return last.tried() || lastSent == null ? last.error() : notRepeated(lastSent.error(), last, wait);
        }
        if (last.refused()) {
            return unknown(last.error(), "An earlier attempt may have been carried out.", wait);
        }
        return unknown(unsettled.error(), "It may have carried out the request.", wait);
    }

    private static ResendException notRepeated(ResendException error, AttemptFailure heldBack, Duration wait) {
        String reason = " It was not tried again (" + heldBack.error().name() + ").";
        return error.withMessage(error.getMessage() + reason, wait);
    }

    private ResendException unknown(ResendException error, String doubt, Duration wait) {
        String advice = request.idempotencyKey()
                .filter(key -> error.retryable())
                .map(key -> " Repeat the same call with idempotency_key \"" + key
                        + "\": Resend then carries it out once at most.")
                .orElse("");
        return error.withUnknownOutcome(error.getMessage() + " " + doubt + advice, wait);
    }
}
