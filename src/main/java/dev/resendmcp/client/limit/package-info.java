/** Keeps requests within the rate limit of the Resend account: the queue, its permits, and the share of this replica. */
package dev.resendmcp.client.limit;
