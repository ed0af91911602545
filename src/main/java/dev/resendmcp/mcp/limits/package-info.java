/** Limits on what callers may use: shares per caller and body sizes. */
package dev.resendmcp.mcp.limits;
