package dev.resendmcp;

import dev.resendmcp.access.budget.BudgetTools;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.access.modes.DelayedSends;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.audit.AuditedTools;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.once.ExactlyOnceSends;
import dev.resendmcp.once.SendMetrics;
import dev.resendmcp.results.FittedResults;
import dev.resendmcp.results.OutputSchemas;
import dev.resendmcp.sending.AttachmentContents;
import dev.resendmcp.sending.CheckedTools;
import dev.resendmcp.sending.DefaultSender;
import dev.resendmcp.sending.FixedTimes;
import dev.resendmcp.sending.PermissiveBatches;
import dev.resendmcp.sending.ScheduleNotes;
import dev.resendmcp.state.StateService;
import dev.resendmcp.tools.ToolRegistry;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.tools.lenient.LenientMetrics;
import dev.resendmcp.tools.lenient.LenientTools;
import jakarta.validation.Validator;
import java.time.Clock;

/** Builds the tools from the inside out: the catalogue, wrapped by each rule that a call must pass. */
final class ToolChain {
    /**
     * The tools.
     *
     * @param tools for callers
     * @param reads for operators, who need no approval
     * @param budgets that calls are counted against
     */
    record Chain(Tools tools, Tools reads, BudgetTools budgets) {}

    private final ResendMcpConfiguration configuration;
    private final CallerDirectory callers;
    private final Metrics registry;
    private final LenientMetrics lenient;
    private final Clock clock;

    /** @param callers have policies and budgets of their own */
    ToolChain(
            ResendMcpConfiguration configuration,
            CallerDirectory callers,
            Metrics registry,
            LenientMetrics lenient,
            Clock clock) {
        this.configuration = configuration;
        this.callers = callers;
        this.registry = registry;
        this.lenient = lenient;
        this.clock = clock;
    }

    Chain build(
            StateService state,
            Upstream upstream,
            Validator validator,
            PersonApproval approval,
            AuditLog audit,
            FilesPort files) {
        Tools catalogue = upstream.inAccount(new ToolRegistry(Catalogue.MODULES, upstream::api, validator));
        Tools checked = new CheckedTools(catalogue, clock);
        ExactlyOnceSends once = new ExactlyOnceSends(
                new DelayedSends(
                        new ScheduleNotes(new PermissiveBatches(checked), clock), configuration.modes(), clock),
                state.journal(),
                configuration.sends(),
                configuration.resend().callTimeout().toJavaDuration().plusSeconds(5),
                new SendMetrics(registry),
                clock);
        MailReader mail = new MailReader(catalogue);
        Tools audited = new AuditedTools(once, audit, configuration.audit().required(), mail::namedRecipients);
        Tools fitted = new FittedResults(audited, new OutputSchemas());
        SendRules rules = new SendRules(configuration, registry, state, callers, clock, mail);
        BudgetTools budgeted = rules.budgeted(fitted, once::isKnown);
        Tools policed = rules.policed(rules.inModes(approval.around(budgeted, once), budgeted));
        Tools filled = new DefaultSender(new AttachmentContents(new FixedTimes(policed, clock)), configuration.mail());
        return new Chain(upstream.inAccount(new LenientTools(files.around(filled), lenient)), once, budgeted);
    }
}
