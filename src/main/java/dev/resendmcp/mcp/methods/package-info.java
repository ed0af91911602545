/** The table of MCP methods, and the handlers of those that belong to no package of their own. */
package dev.resendmcp.mcp.methods;
