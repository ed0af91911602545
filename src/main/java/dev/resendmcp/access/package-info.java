/**
 * Who calls and what becomes of it before it reaches the tools: which bearer tokens stand for a caller, and that no send takes
 * effect twice. Knows the tools and the store of state only.
 */
package dev.resendmcp.access;
