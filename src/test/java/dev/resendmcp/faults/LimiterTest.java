package dev.resendmcp.faults;

import dev.resendmcp.simulator.ResendSimulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many callers at once. */
@Tag("faults")
class LimiterTest {
    @TempDir
    Path directory;

    @Test
    void crowdPassesInOrderAndUsesTheWholeLimitAndNoMore() {
        int limit = Report.size(20, 10);
        try (ResendSimulator resend = new ResendSimulator(limit).start();
                ServiceProcess service = ServiceProcess.start(
                        resend.baseUri(),
                        directory,
                        LoadGenerator.settings(Map.of("RATE_LIMIT", Integer.toString(limit))))) {
            new LoadGenerator(resend, limit, List.of(service.mcp())).passes("limiter", Report.size(100, 1000));
        }
    }
}
