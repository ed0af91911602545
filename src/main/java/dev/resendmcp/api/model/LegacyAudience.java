package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * An argument that tools took when contacts belonged to audiences. Callers of that time still give it; the endpoints of
 * today have no place for it, so it carries no JAX-RS annotation and goes nowhere.
 */
public final class LegacyAudience {
    /** Taken and dropped. */
    @JsonPropertyDescription("Deprecated; has no effect.")
    public String audienceId;
}
