/** MCP over standard input and output: one JSON message per line. */
package dev.resendmcp.mcp.stdio;
