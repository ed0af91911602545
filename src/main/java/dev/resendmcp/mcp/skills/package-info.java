/**
 * Skills over MCP: the guides packaged with this service, as entries with digests, as directories and as resources.
 * Knows nothing of the rest of this project; what differs between revisions of the protocol is added by its user.
 */
package dev.resendmcp.mcp.skills;
