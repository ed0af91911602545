/** JSON-RPC messages: parsing, protocol revisions, validation of the envelope, errors and replies. */
package dev.resendmcp.mcp.message;
