package dev.resendmcp.audit;

import dev.resendmcp.audit.AuditEvent.Kind;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;

/** The series of the audit log. */
public final class AuditMetrics {
    private final Count lines;
    private final Count failures;

    /** Registers the series, which begin at 0. */
    public AuditMetrics(Metrics metrics) {
        lines = metrics.counter("mcp_audit_lines_total", "Lines of the audit log.", Label.oneOf("event", Kind.class));
        failures = metrics.counter("mcp_audit_failures_total", "Events that could not be written to the audit log.");
    }

    void written(Kind kind) {
        lines.add(kind.label());
    }

    void failed() {
        failures.add();
    }
}
