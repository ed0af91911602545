package dev.resendmcp.tools.lenient;

import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Locale;

/** The series of arguments that were read leniently. */
public final class LenientMetrics {
    private final Count coerced;

    /** Registers it. */
    public LenientMetrics(Metrics metrics) {
        coerced = metrics.counter(
                "mcp_coerced_arguments_total",
                "Arguments that clients wrote in another form than the schema has, by habit.",
                Label.oneOf("kind", Coercion.class));
    }

    /** One argument was read leniently. */
    public void coerced(Coercion kind) {
        coerced.add(kind.name().toLowerCase(Locale.ROOT));
    }
}
