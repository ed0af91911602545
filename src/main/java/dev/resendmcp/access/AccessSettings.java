package dev.resendmcp.access;

import dev.resendmcp.state.seal.SealingKey;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code access} section of the configuration.
 *
 * @param tokens bearer tokens of callers
 * @param confirm tools that require user approval
 * @param confirmationKey seals approvals; random unless instances share approvals
 */
public record AccessSettings(
        @NotNull BearerTokens tokens,
        @NotNull ConfirmedTools confirm,
        @NotNull SealingKey confirmationKey) {
    /** Applies defaults. */
    public AccessSettings {
        tokens = Objects.requireNonNullElseGet(tokens, BearerTokens::none);
        confirm = Objects.requireNonNullElseGet(confirm, () -> ConfirmedTools.of(""));
        confirmationKey = Objects.requireNonNullElseGet(confirmationKey, SealingKey::random);
    }

    /** A copy with other tokens. */
    public AccessSettings withTokens(BearerTokens others) {
        return new AccessSettings(others, confirm, confirmationKey);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of(
                "tokensRequired", tokens.required(),
                "confirm", confirm.entries(),
                "confirmationKeySet", confirmationKey.configured());
    }
}
