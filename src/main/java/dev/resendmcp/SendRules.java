package dev.resendmcp;

import dev.resendmcp.access.approval.ApprovalTools;
import dev.resendmcp.access.budget.BudgetMetrics;
import dev.resendmcp.access.budget.BudgetSettings;
import dev.resendmcp.access.budget.BudgetTools;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.access.callers.CallerEntry;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.access.modes.ModeTools;
import dev.resendmcp.access.policy.PolicyMetrics;
import dev.resendmcp.access.policy.PolicySettings;
import dev.resendmcp.access.policy.PolicyTools;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateService;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.util.function.Predicate;

/** Wraps tools in the operator's rules on what may be sent, and how much. */
final class SendRules {
    private final ResendMcpConfiguration configuration;
    private final Metrics registry;
    private final StateService state;
    private final Clock clock;
    private final CallerDirectory callers;
    private final MailReader mail;

    /**
     * @param callers have policies and budgets of their own
     * @param mail reads what calls would send
     */
    SendRules(
            ResendMcpConfiguration configuration,
            Metrics registry,
            StateService state,
            CallerDirectory callers,
            Clock clock,
            MailReader mail) {
        this.configuration = configuration;
        this.registry = registry;
        this.state = state;
        this.callers = callers;
        this.clock = clock;
        this.mail = mail;
    }

    /** Counts calls against budgets. */
    BudgetTools budgeted(Tools inner, Predicate<ToolCall> isKnown) {
        return new BudgetTools(
                inner,
                mail,
                configuration.budgets(),
                caller -> callers.entry(caller).map(CallerEntry::budgets).orElse(BudgetSettings.NONE),
                isKnown,
                new BudgetTools.Ledger(state.records(), this::share, clock),
                new BudgetMetrics(registry));
    }

    /** Applies modes. */
    Tools inModes(ApprovalTools inner, BudgetTools budgets) {
        return new ModeTools(
                inner, mail, configuration.modes(), new ModeTools.Rules(budgets::room, inner::needsPerson), clock);
    }

    /** Refuses what a policy forbids. */
    Tools policed(Tools inner) {
        return new PolicyTools(
                inner,
                mail,
                configuration.policy(),
                caller -> callers.entry(caller).map(CallerEntry::policy).orElse(PolicySettings.NONE),
                new PolicyMetrics(registry),
                configuration.modes().sendDelay().toJavaDuration(),
                clock);
    }

    /** While instances cannot see what the others use, each has its part of a budget. */
    private long share(long limit) {
        return state.condition().sharing() == Sharing.LOST
                ? limit / configuration.state().replicas()
                : limit;
    }
}
