package dev.resendmcp.simulator.core;

import java.time.Instant;

/**
 * Something that happened to an item.
 *
 * @param name such as {@code delivered}
 * @param at when it happened
 */
public record PastEvent(String name, Instant at) {}
