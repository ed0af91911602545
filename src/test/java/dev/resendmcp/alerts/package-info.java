/** Shows with a real Prometheus that the alerts of {@code ops/prometheus} fire on their faults and the dashboard has data. */
package dev.resendmcp.alerts;
