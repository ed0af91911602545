package dev.resendmcp.access.approval;

import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The series of approvals. */
public final class ApprovalMetrics {
    private final Metrics metrics;
    private final Count outcomes;

    /** What is counted. */
    enum Outcome {
        REQUESTED,
        APPROVED,
        REFUSED,
        EXPIRED,
        CARRIED_OUT,
        /** Too many requests waited already. */
        TURNED_AWAY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Registers the counter; {@link #read} registers what is read. */
    public ApprovalMetrics(Metrics metrics) {
        this.metrics = metrics;
        Set<String> known = Arrays.stream(Outcome.values()).map(Outcome::label).collect(Collectors.toUnmodifiableSet());
        outcomes = metrics.counter(
                "resend_approvals_total",
                "Requests for the approval of a person, by what became of them.",
                Label.oneOf("outcome", known));
    }

    void count(Outcome outcome) {
        outcomes.add(outcome.label());
    }

    /**
     * Reports the requests that wait.
     *
     * @param ages of the waiting requests, in seconds; throws nothing
     */
    public void read(Supplier<List<Long>> ages) {
        metrics.gauge(
                "resend_approvals_waiting",
                "Calls that wait for the approval of a person.",
                () -> ages.get().size());
        metrics.gauge(
                "resend_approvals_oldest_age_seconds",
                "How long the oldest call has waited for the approval of a person, 0 if none waits.",
                () -> ages.get().stream().mapToLong(Long::longValue).max().orElse(0));
    }
}
