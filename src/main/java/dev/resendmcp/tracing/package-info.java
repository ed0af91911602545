/** Traces: the spans of a call, for OpenTelemetry. Without an agent that collects them they cost next to nothing. */
package dev.resendmcp.tracing;
