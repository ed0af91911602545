/** Modes of sending: dry runs, test recipients instead of real ones, and a delay in which mail can be cancelled. */
package dev.resendmcp.access.modes;
