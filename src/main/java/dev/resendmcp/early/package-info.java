/** Answers the first requests over stdio from what the build prepared, before the service runs; loads almost no classes. */
package dev.resendmcp.early;
