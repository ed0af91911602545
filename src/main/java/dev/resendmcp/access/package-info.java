/**
 * Who calls and what becomes of a call before it reaches the tools: which bearer tokens stand for a caller, which tools need a
 * person's yes, and that no send takes effect twice. Knows the tools and the store of state.
 */
package dev.resendmcp.access;
