/** MCP over HTTP: access control, request bodies, replies as JSON or as an event stream. */
package dev.resendmcp.mcp.http;
