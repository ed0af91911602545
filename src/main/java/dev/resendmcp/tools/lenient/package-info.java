/** Reads arguments as clients and models write them by habit, and publishes schemas that all model providers accept. */
package dev.resendmcp.tools.lenient;
