/**
 * Who calls and what they may do. Which bearer tokens stand for a caller, and which tools need a person's yes.
 * Knows the tools, and of {@code state} the sealing key.
 */
package dev.resendmcp.access;
