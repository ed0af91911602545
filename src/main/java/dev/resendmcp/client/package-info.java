/**
 * Calls to Resend. {@link dev.resendmcp.client.ResendClient} turns annotated interfaces into calls;
 * {@code RequestExecutor} runs each call: circuit breaker, rate limiter, HTTP exchange, retries.
 */
package dev.resendmcp.client;
