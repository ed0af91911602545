package dev.resendmcp.access.approval;

import dev.resendmcp.access.approval.ApprovalRequest.State;
import dev.resendmcp.call.CallOrigin;
import java.time.Instant;

/**
 * What an operator decides about a request.
 *
 * @param ticket of the request that the operator saw
 * @param operator name of the operator
 * @param origin where the operator is
 * @param approve whether the call may be carried out
 * @param reason of a refusal, for the caller
 */
public record Decision(String ticket, String operator, CallOrigin origin, boolean approve, String reason) {
    State state() {
        return approve ? State.APPROVED : State.REFUSED;
    }

    /** Whether a request is the one that the operator saw, and still waits. */
    boolean isAbout(ApprovalRequest request, Instant now) {
        return request.ticket().equals(ticket) && request.isWaiting(now);
    }

    /** Whether a request was decided by this decision; the time tells it from another one of the same operator. */
    boolean isOf(ApprovalRequest request, Instant decided) {
        return request.state() == state()
                && request.by().equals(operator)
                && request.decided() == decided.toEpochMilli();
    }
}
