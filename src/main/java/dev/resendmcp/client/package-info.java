/**
 * Calls to Resend: one HTTP client, one rate limiter, retries, timeouts and the mapping of failures.
 * Implements any annotated interface it is given; knows of the catalogue only the exception it throws.
 */
package dev.resendmcp.client;
