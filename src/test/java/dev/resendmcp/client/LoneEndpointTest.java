package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Asked;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails on one endpoint, or in one call, holds back nobody else. */
@Tag("slow")
class LoneEndpointTest {
    private static final Reply UP = Reply.of(200, "{\"id\":\"1\"}");
    private static final String LIST_LOGS = "list_logs";
    private static final String LIST_DOMAINS = "list_domains";

    @Test
    void endpointThatFailsAloneHoldsBackNobodyElse() {
        try (ScriptedUpstream resend = logsFailWith(Reply.error(500, "application_error"));
                RunningService service = service(resend.uri())) {
            while (service.mcp()
                    .call(LIST_LOGS, "{}")
                    .at("/error/name")
                    .asText()
                    .equals("application_error")) {
                call(service, LIST_LOGS, 20);
            }
            JsonNode heldBack = service.mcp().call(LIST_LOGS, "{}").path("error");
            assertThat(heldBack.path("name").asText()).isEqualTo("circuit_open");
            assertThat(heldBack.path("message").asText())
                    .startsWith("GET /logs keeps failing")
                    .contains("on GET /logs: server_error, HTTP status 500");
            assertThat(service.mcp().call(LIST_DOMAINS, "{}").path("id").asText())
                    .isEqualTo("1");
            assertThat(scrape(service)).contains("resend_circuit_state 0.0", "resend_circuit_open_endpoints 1.0");
        }
    }

    @Test
    void repeatsOfOneCallCountOnceAndItsCallerIsToldWhatFailed() {
        try (ScriptedUpstream resend = logsFailWith(Reply.error(500, "application_error"));
                RunningService service = service(resend.uri())) {
            JsonNode error = service.mcp().call(LIST_LOGS, "{}").path("error");
            assertThat(attempts(resend)).isGreaterThan(1);
            assertThat(error.path("name").asText()).isEqualTo("application_error");
            assertThat(error.path("message").asText()).doesNotContain("not sent");
            assertThat(scrape(service)).contains("resend_circuit_open_endpoints 0.0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 505})
    void statusThatSaysNothingWasDoneIsFinal(int status) {
        try (ScriptedUpstream resend = logsFailWith(Reply.error(status, "application_error"));
                RunningService service = service(resend.uri())) {
            JsonNode error = service.mcp().call(LIST_LOGS, "{}").path("error");
            assertThat(attempts(resend)).isEqualTo(1);
            assertThat(error.path("retryable").asBoolean()).isFalse();
            resend.script(number -> Reply.error(status, "application_error"));
            JsonNode write = service.mcp()
                    .call("create_domain", "{'name': 'a.example.org'}")
                    .path("error");
            assertThat(write.has("outcome")).as("nothing was done").isFalse();
        }
    }

    @Test
    void firstCallsAfterAStartWithoutAWayToResendAreToldWhyAndAreNotHeldBack() {
        try (RunningService service = service(URI.create("http://127.0.0.1:" + LoopbackServer.closedPort()))) {
            for (int i = 0; i < 3; i++) {
                JsonNode error = service.mcp().call(LIST_DOMAINS, "{}").path("error");
                assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
                assertThat(error.path("message").asText()).contains("Connection refused");
            }
        }
    }

    private static ScriptedUpstream logsFailWith(Reply reply) {
        ScriptedUpstream resend = new ScriptedUpstream(UP);
        resend.scriptByPath(path -> path.startsWith("/logs") ? reply : UP);
        return resend;
    }

    private static RunningService service(URI resend) {
        return RunningService.inFrontOf(resend, SeedData.FULL_ACCESS_KEY, Map.of("resend.callTimeout", "3s"));
    }

    private static void call(RunningService service, String tool, int times) {
        IntStream.range(0, times)
                .mapToObj(i -> service.mcp().callLater(tool, McpCalls.json("{}")))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static long attempts(ScriptedUpstream resend) {
        return resend.requests().stream()
                .map(Asked::line)
                .filter(line -> line.startsWith("GET /logs"))
                .count();
    }

    private static String scrape(RunningService service) {
        return service.get(service.admin("/prometheus")).body();
    }
}
