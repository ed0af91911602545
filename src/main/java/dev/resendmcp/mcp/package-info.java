/**
 * The MCP protocol over HTTP and stdio. A message goes {@code http} or {@code stdio}, then {@code call}, then
 * {@code dispatch}; {@code message} is shared by all of them. This package itself holds the settings and the
 * metrics. The MCP SDK stays inside this package.
 */
package dev.resendmcp.mcp;
