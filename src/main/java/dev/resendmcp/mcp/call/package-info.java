/** Requests in progress: threads, progress notifications, cancellation and subscription streams. */
package dev.resendmcp.mcp.call;
