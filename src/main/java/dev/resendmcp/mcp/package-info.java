/**
 * The MCP protocol over HTTP and stdio: who may ask, which era a message belongs to, the engine that answers, and the operation
 * log. Sees the tools and the seals of {@code state}; the MCP SDK stays inside this package.
 */
package dev.resendmcp.mcp;
