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

    /** How Resend is reached. */
    @JsonProperty("resend")
    public ResendSettings resend() {
        return resend;
    }

    /** Replaces how Resend is reached. */
    @JsonProperty("resend")
    public void resend(ResendSettings settings) {
        resend = settings;
    }

    /** How MCP is served. */
    @JsonProperty("mcp")
    public McpSettings mcp() {
        return mcp;
    }

    /** Replaces how MCP is served. */
    @JsonProperty("mcp")
    public void mcp(McpSettings settings) {
        mcp = settings;
    }

    /** Who is let in. */
    @JsonProperty("access")
    public AccessSettings access() {
        return access;
    }

    /** Replaces who is let in. */
    @JsonProperty("access")
    public void access(AccessSettings settings) {
        access = settings;
    }

    /** How sends are kept from taking effect twice. */
    @JsonProperty("sends")
    public SendSettings sends() {
        return sends;
    }

    /** Replaces how sends are kept from taking effect twice. */
    @JsonProperty("sends")
    public void sends(SendSettings settings) {
        sends = settings;
    }

    /** Where the state is kept. */
    @JsonProperty("state")
    public StateSettings state() {
        return state;
    }

    /** Replaces where the state is kept. */
    @JsonProperty("state")
    public void state(StateSettings settings) {
        state = settings;
    }

    /** Who may use the admin port. */
    @JsonProperty("adminAccess")
    public AdminSettings adminAccess() {
        return adminAccess;
    }

    /** Replaces who may use the admin port. */
    @JsonProperty("adminAccess")
    public void adminAccess(AdminSettings settings) {
        adminAccess = settings;
    }
}
