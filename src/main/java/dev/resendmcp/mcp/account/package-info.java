/**
 * Parts of an account that people refer to by name: templates, segments, domains, topics, broadcasts; and completion of those names. Calls
 * tools on behalf of the caller of the request.
 */
package dev.resendmcp.mcp.account;
