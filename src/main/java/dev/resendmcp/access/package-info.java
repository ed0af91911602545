/**
 * Who calls and what they may do. So far: which bearer tokens stand for a caller.
 * Knows the tools only.
 */
package dev.resendmcp.access;
