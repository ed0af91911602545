/**
 * Metrics for Prometheus. Callers pass plain values; label values come from closed sets, so no address, id or key ever becomes one.
 */
package dev.resendmcp.metrics;
