package dev.resendmcp.api.model;

import jakarta.validation.constraints.NotBlank;

/**
 * A segment that a contact joins.
 *
 * @param id of the segment
 */
public record SegmentRef(@NotBlank String id) {}
