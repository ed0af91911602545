/**
 * Logs as JSON, one masked and bounded object per line, or as text at a terminal, without debug output of libraries. Plugs into the
 * framework's logging configuration.
 */
package dev.resendmcp.logging;
