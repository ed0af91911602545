package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.net.URI;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The series say what an outage does. */
@Tag("slow")
class OutageSeriesTest {
    private static final String REFUSED = "resend_upstream_failures_total{kind=\"connect\"}";

    private static final String NO_RESPONSE = "resend_http_client_responses_total{status=\"none\"}";

    @Test
    void refusedConnectionsOpenTheBreaker() {
        URI closed = URI.create("http://127.0.0.1:" + LoopbackServer.closedPort());
        try (RunningService service =
                RunningService.inFrontOf(closed, SeedData.FULL_ACCESS_KEY, Map.of("resend.callTimeout", "1s"))) {
            Awaitility.await().until(() -> {
                service.mcp().call("list_domains", "{}");
                service.mcp().call("list_topics", "{}");
                return Scrape.of(service).value("resend_circuit_state") == 2;
            });
            Scrape scrape = Scrape.of(service);
            assertThat(scrape.value("resend_circuit_openings_total{scope=\"all\"}"))
                    .isPositive();
            assertThat(scrape.value(REFUSED)).isPositive();
            // Requests that the circuit breaker let out may still be between the two.
            Awaitility.await()
                    .until(
                            () -> Scrape.of(service),
                            now -> now.value(NO_RESPONSE) == now.sum("resend_upstream_failures_total"));
            assertThat(scrape.value("mcp_errors_total{error_type=\"upstream_unreachable\"}"))
                    .isPositive();
        }
    }

    @Test
    void endpointThatFailsAloneIsCountedAsSuch() {
        try (ScriptedUpstream resend = new ScriptedUpstream()) {
            resend.scriptByPath(path -> path.startsWith("/topics")
                    ? Reply.error(500, "internal_server_error")
                    : Reply.of(200, "{\"object\":\"list\",\"data\":[]}"));
            try (RunningService service = RunningService.inFrontOf(
                    resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of("resend.callTimeout", "1s"))) {
                Awaitility.await().until(() -> {
                    service.mcp().call("list_topics", "{}");
                    return Scrape.of(service).value("resend_circuit_open_endpoints") == 1;
                });
                Scrape scrape = Scrape.of(service);
                assertThat(scrape.value("resend_circuit_openings_total{scope=\"endpoint\"}"))
                        .isPositive();
                assertThat(scrape.value("resend_circuit_openings_total{scope=\"all\"}"))
                        .isZero();
            }
        }
    }

    @Test
    void refusedKeyIsReported() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        "re_unknown",
                        Map.of(
                                "health.healthChecks[1].schedule.checkInterval", "100ms",
                                "health.healthChecks[1].schedule.downtimeInterval", "100ms",
                                "health.healthChecks[1].schedule.failureAttempts", "1"))) {
            service.mcp().call("list_domains", "{}");
            assertThat(Scrape.of(service).value("resend_api_key_status{status=\"refused\"}"))
                    .isEqualTo(1);
            assertThat(Scrape.of(service).value("resend_api_key_status{status=\"accepted\"}"))
                    .isZero();
            Awaitility.await()
                    .until(() -> Scrape.of(service).value("mcp_health_check_healthy{check=\"resend-api-key\"}") == 0);
        }
    }
}
