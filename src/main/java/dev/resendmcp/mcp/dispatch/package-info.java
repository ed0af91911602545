/** From a validated request to its reply, for all protocol revisions and both transports. */
package dev.resendmcp.mcp.dispatch;
