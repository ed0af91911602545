/** Examines the network path to Resend step by step, for diagnosis: name, connection, proxy, certificate, and one request. */
package dev.resendmcp.client.probe;
