/** Connections of a port: how many there may be, how long a head may take, and whose turn it is. Knows the inside of Jetty. */
package dev.resendmcp.http.connection;
