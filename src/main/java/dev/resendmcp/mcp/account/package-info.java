/**
 * The parts of an account that people name: templates, segments, domains, topics, broadcasts; and completion of their names.
 * Asks through the tools only, as the caller of the request.
 */
package dev.resendmcp.mcp.account;
