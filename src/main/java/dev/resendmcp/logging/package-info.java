/**
 * Logs as JSON, one masked and bounded object a line, and no debug output of libraries.
 * Plugs into the framework's logging configuration. Knows Logback, and nothing else of this product.
 */
package dev.resendmcp.logging;
