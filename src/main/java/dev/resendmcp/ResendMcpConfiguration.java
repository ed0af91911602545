package dev.resendmcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.resendmcp.access.AccessSettings;
import dev.resendmcp.access.approval.ApprovalSettings;
import dev.resendmcp.access.approval.ApprovedTools;
import dev.resendmcp.access.approval.Way;
import dev.resendmcp.access.budget.BudgetSettings;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.modes.ModeSettings;
import dev.resendmcp.access.policy.PolicySettings;
import dev.resendmcp.audit.AuditSettings;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.http.admin.AdminSettings;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.once.SendSettings;
import dev.resendmcp.sending.MailSettings;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.SimulatorSettings;
import dev.resendmcp.state.StateSettings;
import dev.resendmcp.toolsets.ToolSettings;
import dev.resendmcp.transfer.FileSettings;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Constructor;
import java.util.Optional;

/** All settings. Sections {@code server}, {@code logging}, {@code health} and {@code metrics} are Dropwizard's own. */
public final class ResendMcpConfiguration extends Configuration {
    @Valid
    @NotNull
    @JsonProperty
    private ResendSettings resend = defaults(ResendSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private McpSettings mcp = defaults(McpSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private AccessSettings access = defaults(AccessSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private PolicySettings policy = defaults(PolicySettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private BudgetSettings budgets = defaults(BudgetSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private ApprovalSettings approvals = defaults(ApprovalSettings.class);

    private boolean approvesNothing;
    private ResendSimulator simulator;

    @Valid
    @NotNull
    @JsonProperty
    private ModeSettings modes = defaults(ModeSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private SendSettings sends = defaults(SendSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private StateSettings state = defaults(StateSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private AuditSettings audit = defaults(AuditSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private FileSettings files = defaults(FileSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private AdminSettings adminAccess = defaults(AdminSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private MailSettings mail = defaults(MailSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private SimulatorSettings sandbox = defaults(SimulatorSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private ToolSettings tools = defaults(ToolSettings.class);

    @Valid
    @NotNull
    @JsonProperty
    private AuthSettings auth = defaults(AuthSettings.class);

    /** A section that the file leaves out; the constructors of settings records replace null with the default. */
    private static <T extends Record> T defaults(Class<T> section) {
        try {
            Constructor<?> canonical = section.getConstructors()[0];
            return section.cast(canonical.newInstance(new Object[canonical.getParameterCount()]));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(section + " must have defaults for all settings", e);
        }
    }

    /** How to reach Resend. */
    public ResendSettings resend() {
        return resend;
    }

    /** Replaces how to reach Resend. */
    public void resend(ResendSettings settings) {
        resend = settings;
    }

    /** How to serve MCP. */
    public McpSettings mcp() {
        return mcp;
    }

    /** Who may call the tools. */
    public AccessSettings access() {
        return access;
    }

    /** What any caller may send. */
    public PolicySettings policy() {
        return policy;
    }

    /** How much may be sent, by all callers together. */
    public BudgetSettings budgets() {
        return budgets;
    }

    /** Which calls need a person's approval, with what holds when nothing is set. */
    public ApprovalSettings approvals() {
        if (!approvals.tools().entries().isEmpty()) {
            return approvals;
        }
        if (!access.confirm().entries().isEmpty()) {
            return approvals.with(access.confirm(), Way.TOKEN);
        }
        return approvals.with(approvesNothing ? ApprovedTools.NONE : ApprovedTools.USUAL, approvals.by());
    }

    /** Whether both the setting for approvals and its predecessor are set. */
    public boolean approvalsSetTwice() {
        return !approvals.tools().entries().isEmpty()
                && !access.confirm().entries().isEmpty();
    }

    /** By default, no call needs an approval here, because the client asks its own user or nothing is real. */
    public void approveNothingByDefault() {
        approvesNothing = true;
    }

    /** The simulated Resend, once it runs. */
    public void simulator(ResendSimulator running) {
        simulator = running;
    }

    /** The simulated Resend; empty for the real one. */
    public Optional<ResendSimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    /** Which tools to offer. */
    public ToolSettings tools() {
        return tools;
    }

    /** How callers prove who they are. */
    public AuthSettings auth() {
        return auth;
    }

    /** How mail is sent: for real or as a test, at once or later. */
    public ModeSettings modes() {
        return modes;
    }

    /** How to keep sends from taking effect twice. */
    public SendSettings sends() {
        return sends;
    }

    /** Where to keep the state. */
    public StateSettings state() {
        return state;
    }

    /** Replaces where to keep the state. */
    public void state(StateSettings settings) {
        state = settings;
    }

    /** How to hand files over. */
    public FileSettings files() {
        return files;
    }

    /** How to record what was done. */
    public AuditSettings audit() {
        return audit;
    }

    /** Who may use the admin port. */
    public AdminSettings adminAccess() {
        return adminAccess;
    }

    /** Default sender and addresses for replies. */
    public MailSettings mail() {
        return mail;
    }

    /** The simulated Resend of the command {@code sandbox}. */
    public SimulatorSettings sandbox() {
        return sandbox;
    }
}
