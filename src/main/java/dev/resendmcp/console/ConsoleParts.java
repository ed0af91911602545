package dev.resendmcp.console;

import dev.resendmcp.access.approval.Approvals;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.http.admin.OperatorTokens;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the console shows.
 *
 * @param operators who may log in, as of now
 * @param approvals requests to decide about
 * @param calls recent calls
 * @param reads tools for reading the account
 * @param status facts about the service
 * @param health the health checks with their reasons
 * @param history values of the last hour
 * @param sandbox whether Resend is simulated: then there is an outbox, and without operators everybody may look
 * @param clock tells the time
 */
public record ConsoleParts(
        Supplier<OperatorTokens> operators,
        Approvals approvals,
        RecentCalls calls,
        Tools reads,
        Supplier<Map<String, Object>> status,
        Supplier<List<Health>> health,
        History history,
        boolean sandbox,
        Clock clock) {
    /**
     * Result of a health check.
     *
     * @param name of the check
     * @param healthy whether it passed
     * @param reason its message; empty if it has none
     */
    public record Health(String name, boolean healthy, String reason) {}
}
