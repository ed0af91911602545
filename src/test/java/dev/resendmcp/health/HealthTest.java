package dev.resendmcp.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health tells "we are broken" from "Resend is broken". */
@Tag("slow")
class HealthTest {

    @Test
    void everythingIsWellWithoutTrafficAfterOneProbe() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            awaitHealth(service, "resend-reachable", true, "Resend answers");
            awaitHealth(service, "resend-api-key", true, "Resend accepts the key");
            awaitHealth(service, "rate-limiter", true, "0 calls wait");
            assertThat(resend.requests()).extracting(RecordedRequest::target).containsExactly("/domains?limit=1");
        }
    }

    @Test
    void reachabilityTellsOfCircuitBreakerAndRateLimit() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            awaitHealth(service, "resend-reachable", true, "Resend answers");
            JsonNode result =
                    McpCalls.parse(service.get(service.admin("/healthcheck"))).path("resend-reachable");
            assertThat(result.path("circuit").asText()).isEqualTo("closed");
            assertThat(result.path("rate_limit").asInt()).isEqualTo(100);
            assertThat(result.path("rate_limit_remaining").asInt()).isBetween(90, 100);
        }
    }

    @Test
    void probesNeverCallResendPerRequest() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            awaitHealth(service, "resend-reachable", true, "Resend answers");
            int before = resend.requests().size();
            for (int i = 0; i < 20; i++) {
                service.get(service.uri("/health-check?type=ready"));
                service.get(service.admin("/healthcheck"));
            }
            assertThat(resend.requests()).hasSize(before);
        }
    }

    @Test
    void keyForSendingOnlyIsValid() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeededAccount.SENDING_ACCESS_KEY)) {
            awaitHealth(service, "resend-api-key", true, "for sending only");
            awaitHealth(service, "resend-reachable", true, "Resend answers");
        }
    }

    @Test
    void refusedKeyIsReportedWithoutFailingProbes() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), "re_unknown")) {
            awaitHealth(service, "resend-api-key", false, "Resend refuses the key");
            awaitHealth(service, "resend-reachable", true, "Resend answers");
            assertProbesPass(service);
        }
    }

    @Test
    void outageOfResendIsReportedWithoutFailingProbes() {
        try (FaultyUpstream upstream = new FaultyUpstream(FaultyUpstream.http("503 Down", "text/html", "down"));
                RunningService service = RunningService.inFrontOf(
                        upstream.uri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of(
                                "resend.callTimeout", "1s",
                                "health.healthChecks[0].schedule.checkInterval", "100ms",
                                "health.healthChecks[0].schedule.downtimeInterval", "100ms",
                                "health.healthChecks[0].schedule.failureAttempts", "1"))) {
            awaitHealth(service, "resend-reachable", false, "Resend does not answer: application_error");
            Awaitility.await().until(() -> !service.passes("resend-reachable"));
            assertProbesPass(service);
        }
    }

    private static void awaitHealth(RunningService service, String check, boolean healthy, String message) {
        Awaitility.await().untilAsserted(() -> {
            JsonNode result =
                    McpCalls.parse(service.get(service.admin("/healthcheck"))).path(check);
            assertThat(result.path("message").asText()).contains(message);
            assertThat(result.path("healthy").asBoolean()).isEqualTo(healthy);
        });
    }

    private static void assertProbesPass(RunningService service) {
        for (String type : List.of("alive", "ready")) {
            assertThat(service.get(service.uri("/health-check?type=" + type)).statusCode())
                    .isEqualTo(200);
        }
    }
}
