/** What a log line looks like: one masked and bounded JSON object, or text at a terminal. */
package dev.resendmcp.logging.format;
