/** Connections of a port: their limits, the time for a request head, and fair scheduling. Depends on Jetty internals. */
package dev.resendmcp.http.connection;
