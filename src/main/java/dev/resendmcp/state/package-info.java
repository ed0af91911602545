/**
 * What outlives a request: an embedded store on disk, or Redis with the embedded store behind it, and state that clients keep
 * for this service under seal. Knows nothing of MCP or Resend.
 */
package dev.resendmcp.state;
