package dev.resendmcp;

import com.codahale.metrics.health.HealthCheck;
import com.google.common.base.Suppliers;
import dev.resendmcp.access.approval.Approvals;
import dev.resendmcp.access.budget.BudgetTools;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.console.ConsoleParts;
import dev.resendmcp.console.ConsoleParts.Budget;
import dev.resendmcp.console.ConsoleParts.Event;
import dev.resendmcp.console.ConsoleParts.Health;
import dev.resendmcp.console.ConsoleServlet;
import dev.resendmcp.console.History;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.tools.Tools;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Wires the console.
 *
 * @param approvals requests to decide about
 * @param calls recent calls
 * @param reads tools for reading the account
 * @param budgets that calls are counted against
 * @param status facts about the service
 * @param inFlight tool calls that run or wait
 */
record OperatorConsole(
        Approvals approvals,
        RecentCalls calls,
        Tools reads,
        BudgetTools budgets,
        Supplier<Map<String, Object>> status,
        LongSupplier inFlight) {
    private static final Duration HEALTH_AGE = Duration.ofSeconds(5);

    void serve(ResendMcpConfiguration configuration, LiveSettings live, Environment environment, Service service) {
        History history = new History(sources(service.upstream(), live));
        history.start(service.timer(), service.callThreads());
        ConsoleParts parts = new ConsoleParts(
                () -> live.admin().tokens(),
                approvals,
                calls,
                reads,
                status,
                Suppliers.memoizeWithExpiration(() -> health(environment), HEALTH_AGE),
                () -> shown(live),
                history,
                configuration.simulator().map(OperatorConsole::events),
                Clock.systemUTC());
        Runnable wrongTokens = () -> service.operations().refused("admin", "invalid_token");
        environment
                .admin()
                .addServlet("console", new ConsoleServlet(parts, wrongTokens))
                .addMapping("/console", "/console/*");
    }

    private Map<String, LongSupplier> sources(Upstream upstream, LiveSettings live) {
        Map<String, LongSupplier> sources = new LinkedHashMap<>();
        sources.put("Calls in progress", inFlight);
        sources.put("Requests in the queue", upstream::waitingCalls);
        sources.put("Expected wait in ms", () -> upstream.expectedWait().toMillis());
        sources.put("Calls in ten seconds", sinceLast(calls::total));
        sources.put("Failed calls in ten seconds", sinceLast(calls::failed));
        sources.put("Circuit breaker (1: open)", () -> "open".equals(fact("resend", "circuit")) ? 1 : 0);
        sources.put(
                "Emails sent today (Resend)",
                () -> fact("account", "sentToday") instanceof Number sent ? sent.longValue() : 0);
        sources.put("Most used budget in %", () -> mostUsed(live));
        sources.put("Calls that wait for approval", approvals::waitingCount);
        return sources;
    }

    private Object fact(String part, String name) {
        return status.get().get(part) instanceof Map<?, ?> facts ? facts.get(name) : null;
    }

    private long mostUsed(LiveSettings live) {
        return budgets.standings(live.callers().names()).stream()
                .mapToLong(standing -> standing.limit() == 0 ? 0 : standing.used() * 100 / standing.limit())
                .max()
                .orElse(0);
    }

    private List<Budget> shown(LiveSettings live) {
        return budgets.standings(live.callers().names()).stream()
                .map(standing -> new Budget(
                        standing.isOfAll() ? "all callers together" : standing.owner(),
                        standing.unit(),
                        standing.used(),
                        standing.limit()))
                .toList();
    }

    private static Function<String, List<Event>> events(ResendSimulator simulator) {
        return email -> simulator.events(email).stream()
                .map(event -> new Event(event.name(), event.at()))
                .toList();
    }

    private static LongSupplier sinceLast(LongSupplier total) {
        AtomicLong last = new AtomicLong();
        return () -> {
            long now = total.getAsLong();
            return now - last.getAndSet(now);
        };
    }

    private static List<Health> health(Environment environment) {
        return environment.healthChecks().runHealthChecks().entrySet().stream()
                .map(check -> new Health(check.getKey(), check.getValue().isHealthy(), reason(check.getValue())))
                .toList();
    }

    private static String reason(HealthCheck.Result result) {
        return Objects.requireNonNullElse(result.getMessage(), "");
    }
}
