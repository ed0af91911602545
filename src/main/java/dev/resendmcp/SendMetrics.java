package dev.resendmcp;

import dev.resendmcp.access.SendListener;
import dev.resendmcp.access.SendOutcome;
import dev.resendmcp.metrics.ServiceMetrics;
import java.util.Locale;

/** Counts sends. */
record SendMetrics(ServiceMetrics metrics) implements SendListener {
    @Override
    public void ended(SendOutcome outcome) {
        metrics.send(outcome.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void deduplicated(Source source) {
        metrics.deduplicated(source.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void journalFailed() {
        metrics.journalFailed();
    }
}
