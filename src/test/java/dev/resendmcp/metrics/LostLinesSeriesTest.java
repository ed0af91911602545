package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ServiceExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lines for a disk that is always full show in the series. */
@EnabledOnOs(OS.LINUX)
class LostLinesSeriesTest {
    private static final String FULL = "/dev/full";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("logging.appenders[1].currentLogFilename", FULL)
            .with("logging.appenders[1].archive", "false");

    @Test
    void lostLinesAreCounted() {
        Scrape before = Scrape.of(service.running());
        service.mcp().call("list_domains", "{}");
        Awaitility.await()
                .until(() -> Scrape.of(service.running()).since(before, "log_lines_lost_total{reason=\"disk\"}") > 0);
        assertThat(service.mcp().call("list_domains", "{}").path("data")).isNotEmpty();
    }
}
