/** Decides whether and when a failed request is retried, and holds requests back while Resend is down. */
package dev.resendmcp.client.retry;
