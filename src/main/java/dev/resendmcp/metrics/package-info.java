/**
 * What the service counts and measures, for Prometheus. Each package registers its own series here; label values come from
 * closed sets.
 */
package dev.resendmcp.metrics;
