/**
 * What the service counts and measures, for Prometheus. Callers hand in plain values; label values come from
 * closed sets, so no address, id or key ever becomes one. Knows Prometheus, and nothing else of this product.
 */
package dev.resendmcp.metrics;
