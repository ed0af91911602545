package dev.resendmcp.access;

import dev.resendmcp.access.approval.ApprovedTools;
import dev.resendmcp.state.seal.SealingKey;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code access} section of the configuration.
 *
 * @param tokens bearer tokens of callers
 * @param confirm the former setting for tools that need approval, replaced by {@code approvals.tools}
 * @param confirmationKey seals approvals; random unless instances share approvals
 */
public record AccessSettings(
        @NotNull BearerTokens tokens,
        @NotNull ApprovedTools confirm,
        @NotNull SealingKey confirmationKey) {
    /** Applies defaults. */
    public AccessSettings {
        tokens = Objects.requireNonNullElseGet(tokens, BearerTokens::none);
        confirm = Objects.requireNonNullElseGet(confirm, () -> ApprovedTools.NONE);
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
                "confirmationKeySet", confirmationKey.configured());
    }
}
