package dev.resendmcp.health;

import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.threads.Supervisor;

/** Checks that the audit log can be written. */
public final class AuditWritable extends WatchedCheck {
    private final AuditLog audit;

    public AuditWritable(AuditLog audit, Supervisor threads) {
        super(threads);
        this.audit = audit;
    }

    @Override
    protected Result check() {
        return audit.trouble()
                .map(reason -> Result.unhealthy("The audit log cannot be written: " + reason))
                .orElseGet(() -> Result.healthy("The audit log can be written"));
    }
}
