/**
 * Logs as JSON, one masked and bounded object per line, as text at a terminal, and no debug output of libraries.
 * Plugs into the framework's logging configuration. Knows Logback, and of this product the version and private files.
 */
package dev.resendmcp.logging;
