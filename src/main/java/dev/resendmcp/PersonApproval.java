package dev.resendmcp;

import dev.resendmcp.access.approval.ApprovalAnswers;
import dev.resendmcp.access.approval.ApprovalMetrics;
import dev.resendmcp.access.approval.ApprovalSettings;
import dev.resendmcp.access.approval.ApprovalTools;
import dev.resendmcp.access.approval.Approvals;
import dev.resendmcp.access.approval.CoveredTools;
import dev.resendmcp.access.approval.Way;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.StateSettings;
import dev.resendmcp.state.seal.SealedRecords;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.toolsets.Toolsets;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires approvals.
 *
 * @param settings in effect
 * @param covered tells which calls need approval
 * @param approvals the requests
 * @param address of the console
 */
record PersonApproval(ApprovalSettings settings, CoveredTools covered, Approvals approvals, ConsoleAddress address) {
    private static final Logger log = LoggerFactory.getLogger(PersonApproval.class);

    static PersonApproval of(
            ResendMcpConfiguration configuration,
            Toolsets toolsets,
            Environment environment,
            StateService state,
            Metrics registry,
            AuditLog audit,
            Clock clock) {
        ApprovalSettings settings = configuration.approvals();
        SealedRecords records = new SealedRecords(configuration.access().confirmationKey(), state.records());
        Approvals approvals = new Approvals(
                records,
                state.usedTokens(),
                settings.ttl().toJavaDuration(),
                new ApprovalMetrics(registry),
                audit,
                clock);
        ConsoleAddress address = new ConsoleAddress(settings.console());
        address.readFrom(environment.lifecycle());
        warn(configuration, settings);
        return new PersonApproval(settings, new CoveredTools(settings.tools(), toolsets), approvals, address);
    }

    private static void warn(ResendMcpConfiguration configuration, ApprovalSettings settings) {
        if (!configuration.access().confirm().entries().isEmpty()) {
            log.warn("CONFIRM_TOOLS will go with the next release: set APPROVE_TOOLS to the same tools, and"
                    + " APPROVE_BY=token, or better page");
        }
        boolean shared = configuration.state().type() == StateSettings.Type.REDIS;
        if (shared
                && !settings.tools().isNone()
                && !configuration.access().confirmationKey().configured()) {
            log.warn("CONFIRMATION_KEY is not set, so instances that share Redis do not see each other's requests for"
                    + " approval: give all of them the same secret of at least 32 characters");
        }
        boolean byPage = !settings.tools().isNone() && settings.by() != Way.TOKEN;
        if (byPage && !configuration.adminAccess().tokens().configured()) {
            log.warn(
                    "Nobody can approve calls, so those of the tools in APPROVE_TOOLS ({}) are never carried out: give"
                            + " operators tokens in ADMIN_TOKENS, or set APPROVE_TOOLS=none",
                    String.join(", ", settings.tools().entries()));
        }
    }

    /** @param reads read what calls send */
    ApprovalTools around(Tools tools, Tools reads) {
        return new ApprovalTools(tools, reads, settings, covered, approvals, new ApprovalAnswers(address::get));
    }
}
