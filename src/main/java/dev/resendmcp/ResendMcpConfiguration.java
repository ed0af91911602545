package dev.resendmcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.resendmcp.access.AccessSettings;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.http.admin.AdminSettings;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.once.SendSettings;
import dev.resendmcp.state.StateSettings;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** All settings. Sections {@code server}, {@code logging}, {@code health} and {@code metrics} are Dropwizard's own. */
public final class ResendMcpConfiguration extends Configuration {
    @Valid
    @NotNull
    private ResendSettings resend = ResendSettings.defaults();

    @Valid
    @NotNull
    private McpSettings mcp = McpSettings.usual();

    @Valid
    @NotNull
    private AccessSettings access = new AccessSettings(null, null, null);

    @Valid
    @NotNull
    private SendSettings sends = new SendSettings(null);

    @Valid
    @NotNull
    private StateSettings state = new StateSettings(null, null, null, null, null);

    @Valid
    @NotNull
    private AdminSettings adminAccess = new AdminSettings(null, null, null);

    /** How to reach Resend. */
    @JsonProperty("resend")
    public ResendSettings resend() {
        return resend;
    }

    /** Sets how to reach Resend. */
    @JsonProperty("resend")
    public void resend(ResendSettings settings) {
        resend = settings;
    }

    /** How to serve MCP. */
    @JsonProperty("mcp")
    public McpSettings mcp() {
        return mcp;
    }

    /** Sets how to serve MCP. */
    @JsonProperty("mcp")
    public void mcp(McpSettings settings) {
        mcp = settings;
    }

    /** Who may call the tools. */
    @JsonProperty("access")
    public AccessSettings access() {
        return access;
    }

    /** Sets who may call the tools. */
    @JsonProperty("access")
    public void access(AccessSettings settings) {
        access = settings;
    }

    /** How to keep sends from taking effect twice. */
    @JsonProperty("sends")
    public SendSettings sends() {
        return sends;
    }

    /** Sets how to keep sends from taking effect twice. */
    @JsonProperty("sends")
    public void sends(SendSettings settings) {
        sends = settings;
    }

    /** Where to keep the state. */
    @JsonProperty("state")
    public StateSettings state() {
        return state;
    }

    /** Sets where to keep the state. */
    @JsonProperty("state")
    public void state(StateSettings settings) {
        state = settings;
    }

    /** Who may use the admin port. */
    @JsonProperty("adminAccess")
    public AdminSettings adminAccess() {
        return adminAccess;
    }

    /** Sets who may use the admin port. */
    @JsonProperty("adminAccess")
    public void adminAccess(AdminSettings settings) {
        adminAccess = settings;
    }
}
