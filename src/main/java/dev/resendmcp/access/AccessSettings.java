package dev.resendmcp.access;

import dev.resendmcp.state.seal.SealingKey;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;

/**
 * The {@code access} section of the configuration.
 *
 * @param tokens bearer tokens that let callers in
 * @param confirm tools that need a person's yes
 * @param confirmationKey seals the call that an approval is for; random unless all instances are to accept it
 */
public record AccessSettings(
        @NotNull BearerTokens tokens,
        @NotNull ConfirmedTools confirm,
        @NotNull SealingKey confirmationKey) {
    /** Fills in what the file leaves out. */
    public AccessSettings {
        tokens = Objects.requireNonNullElseGet(tokens, BearerTokens::none);
        confirm = Objects.requireNonNullElseGet(confirm, () -> ConfirmedTools.of(""));
        confirmationKey = Objects.requireNonNullElseGet(confirmationKey, SealingKey::random);
    }
}
