/**
 * What all HTTP ports share: connection limits, request threads, probes, and the address of the client. Depends on Jetty and
 * servlets.
 */
package dev.resendmcp.http;
