package dev.resendmcp.console;

import dev.resendmcp.access.approval.Approvals;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.http.admin.OperatorTokens;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 * @param budgets how much of them is used
 * @param history values of the last hour
 * @param outbox what happened to a simulated mail, by its id; empty for the real Resend. With it there is an outbox, and without
 *     operators everybody may look
 * @param clock tells the time
 */
public record ConsoleParts(
        Supplier<OperatorTokens> operators,
        Approvals approvals,
        RecentCalls calls,
        Tools reads,
        Supplier<Map<String, Object>> status,
        Supplier<List<Health>> health,
        Supplier<List<Budget>> budgets,
        History history,
        Optional<Function<String, List<Event>>> outbox,
        Clock clock) {
    boolean sandbox() {
        return outbox.isPresent();
    }

    /**
     * Result of a health check.
     *
     * @param name of the check
     * @param healthy whether it passed
     * @param reason its message; empty if it has none
     */
    public record Health(String name, boolean healthy, String reason) {}

    /**
     * A budget.
     *
     * @param owner whose it is
     * @param unit what is counted, such as {@code recipients in an hour}
     * @param used of it
     * @param limit most that may be used
     */
    public record Budget(String owner, String unit, long used, long limit) {}

    /**
     * Something that happened to a mail.
     *
     * @param name such as {@code delivered}
     * @param at when it happened
     */
    public record Event(String name, Instant at) {}
}
