package dev.resendmcp;

import dev.resendmcp.metrics.ServiceMetrics;
import dev.resendmcp.once.SendListener;
import dev.resendmcp.once.SendOutcome;
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
