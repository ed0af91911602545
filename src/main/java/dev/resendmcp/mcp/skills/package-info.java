/**
 * Skills over MCP: the guides packaged with this service, as entries with digests, as directories and as resources.
 */
package dev.resendmcp.mcp.skills;
