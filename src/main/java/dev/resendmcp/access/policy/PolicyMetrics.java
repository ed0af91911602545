package dev.resendmcp.access.policy;

import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Locale;

/** The series of the send policy. */
public final class PolicyMetrics {
    private final Count refusals;

    /** Registers them. */
    public PolicyMetrics(Metrics metrics) {
        refusals = metrics.counter(
                "resend_policy_refusals_total",
                "Calls that a rule of the send policy refused, by rule.",
                Label.oneOf("rule", PolicyRule.class));
    }

    void refused(PolicyRule rule) {
        refusals.add(rule.name().toLowerCase(Locale.ROOT));
    }
}
