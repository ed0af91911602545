/**
 * Resources: parts of the account, received mail as marked untrusted text, and what the service says of itself.
 * Asks through the tools only, as the caller of the request.
 */
package dev.resendmcp.mcp.resources;
