/**
 * Resources: parts of the account, received mail as text marked as untrusted, and status and configuration of the service. Calls tools on
 * behalf of the caller of the request.
 */
package dev.resendmcp.mcp.resources;
