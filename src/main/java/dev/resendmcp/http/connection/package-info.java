/** Connections of a port: how many there may be, how long a head may take, and whose turn it is. Depends on Jetty internals. */
package dev.resendmcp.http.connection;
