package dev.resendmcp.client;

import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.retry.RetryRules;

/**
 * The client of a caller's own key, with a rate limiter, a circuit breaker and a state that no other key has. It owns no thread
 * and no connection.
 *
 * @param limiter of its requests
 * @param rules of its retries
 * @param client that makes calls
 */
public record AccountClient(RateLimiter limiter, RetryRules rules, ResendClient client) {}
