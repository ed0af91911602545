package dev.resendmcp.http.admin;

import dev.resendmcp.http.AllowedHosts;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;

/**
 * The {@code adminAccess} section of the configuration.
 *
 * @param tokens of the operators; required beyond loopback
 * @param allowedHosts accepted values of the {@code Host} header, besides the address that a request arrives at
 * @param diagnostics whether thread dumps and CPU profiles are available
 */
public record AdminSettings(
        @NotNull OperatorTokens tokens,
        @NotNull AllowedHosts allowedHosts,
        @NotNull Boolean diagnostics) {
    private static final String LOOPBACK = "localhost:*, 127.0.0.1:*, [::1]:*";

    /** Fills in the defaults. */
    public AdminSettings {
        tokens = Objects.requireNonNullElseGet(tokens, OperatorTokens::none);
        allowedHosts = Objects.requireNonNullElseGet(allowedHosts, () -> AllowedHosts.of(LOOPBACK));
        diagnostics = Objects.requireNonNullElse(diagnostics, false);
    }

    /** A copy with other tokens. */
    public AdminSettings withTokens(OperatorTokens others) {
        return new AdminSettings(others, allowedHosts, diagnostics);
    }
}
