package dev.resendmcp.console;

import dev.resendmcp.access.approval.ApprovalRequest;
import dev.resendmcp.access.approval.Approvals;
import dev.resendmcp.access.approval.Decision;
import dev.resendmcp.call.CallOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators decide in forms of the console. Methods throw {@link dev.resendmcp.state.store.StateUnavailableException} if a
 * decision could not be stored.
 *
 * @param approvals requests to decide about
 */
record Decisions(Approvals approvals) {
    private static final Logger log = LoggerFactory.getLogger(Decisions.class);
    private static final int LONGEST_REASON = 500;

    /**
     * What an operator is told.
     *
     * @param status of the HTTP response
     * @param message a sentence
     */
    record Outcome(int status, String message) {}

    /** Approves or refuses one request. */
    Outcome decide(String id, String operator, HttpServletRequest form) {
        String decision = parameter(form, "decision");
        boolean approve = decision.equals("approve");
        if (!approve && !decision.equals("refuse")) {
            return new Outcome(400, "Choose Approve or Refuse.");
        }
        if (!decide(id, parameter(form, "ticket"), operator, approve, form)) {
            return new Outcome(409, "The request no longer waits; nothing was changed.");
        }
        return new Outcome(
                200, approve ? "Approved. The next call with the same arguments is carried out." : "Refused.");
    }

    /** Refuses all requests of a caller that wait. */
    Outcome refuseAll(String operator, HttpServletRequest form) {
        String caller = parameter(form, "caller");
        long refused = approvals.waiting().stream()
                .filter(request -> request.caller().equals(caller))
                .filter(request -> decide(request.id(), request.ticket(), operator, false, form))
                .count();
        return new Outcome(200, "Refused: " + refused + ".");
    }

    private boolean decide(String id, String ticket, String operator, boolean approve, HttpServletRequest form) {
        String reason =
                approve ? "" : ApprovalPage.shortened(parameter(form, "reason").strip(), LONGEST_REASON);
        CallOrigin origin = new CallOrigin(form.getRemoteAddr(), "console");
        Optional<ApprovalRequest> decided =
                approvals.decide(id, new Decision(ticket, operator, origin, approve, reason));
        decided.ifPresent(done -> log.atInfo()
                .addKeyValue("operator", operator)
                .addKeyValue("remote_address", origin.address())
                .addKeyValue("approval", done.id())
                .addKeyValue("tool", done.tool())
                .addKeyValue("caller", done.caller())
                .addKeyValue("decision", approve ? "approved" : "refused")
                .log("An operator decided about a call"));
        return decided.isPresent();
    }

    private static String parameter(HttpServletRequest form, String name) {
        return Objects.requireNonNullElse(form.getParameter(name), "");
    }
}
