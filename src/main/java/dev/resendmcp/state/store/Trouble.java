package dev.resendmcp.state.store;

import java.time.Instant;

/**
 * Why a store cannot be used.
 *
 * @param since when that began
 * @param reason kind of failure; holds no data and no credentials
 */
public record Trouble(Instant since, String reason) {}
