/**
 * What must survive a restart or be shared by replicas: an embedded store on disk, or Redis with the embedded store behind it.
 * Knows nothing of MCP or Resend.
 */
package dev.resendmcp.state;
