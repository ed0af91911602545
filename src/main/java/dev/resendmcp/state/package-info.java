/**
 * State that outlives a request: {@code store} on local disk, {@code redis} shared by replicas, and {@code seal} for state
 * that clients hold for this service. Knows nothing of MCP or Resend.
 */
package dev.resendmcp.state;
