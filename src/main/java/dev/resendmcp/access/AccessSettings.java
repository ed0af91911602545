package dev.resendmcp.access;

import jakarta.validation.constraints.NotNull;
import java.util.Objects;

/**
 * The {@code access} section of the configuration.
 *
 * @param tokens bearer tokens that let callers in
 */
public record AccessSettings(@NotNull BearerTokens tokens) {
    /** Fills in what the file leaves out. */
    public AccessSettings {
        tokens = Objects.requireNonNullElseGet(tokens, BearerTokens::none);
    }
}
