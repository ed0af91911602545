package dev.resendmcp.once;

import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Locale;

/** The series of calls that must take effect once. */
public class SendMetrics {
    private final Count sends;
    private final Count deduplicated;
    private final Count journalFailures;

    /** Registers them. */
    public SendMetrics(Metrics metrics) {
        sends = metrics.counter(
                "resend_send_total",
                "Calls that must take effect once, by how they ended.",
                Label.oneOf("outcome", SendOutcome.class));
        deduplicated = metrics.counter(
                "resend_deduplicated_total",
                "Repeated calls, by where their answer came from.",
                Label.oneOf("source", Source.class));
        journalFailures =
                metrics.counter("resend_journal_failures_total", "Times the journal of calls could not be written.");
    }

    /** Source of the answer to a repeat. */
    public enum Source {
        JOURNAL,
        /** An identical call in progress in this process. */
        CONCURRENT_CALL,
        /** Resend, which received the same key again. */
        RESEND
    }

    /** A call has ended. */
    public void ended(SendOutcome outcome) {
        sends.add(outcome.name().toLowerCase(Locale.ROOT));
    }

    /** A repeat was answered. */
    public void deduplicated(Source source) {
        deduplicated.add(source.name().toLowerCase(Locale.ROOT));
    }

    /** Writing the journal failed. */
    public void journalFailed() {
        journalFailures.add();
    }
}
