package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.FaultyUpstream.Behaviour;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;

/** A service in front of an upstream that misbehaves, and the rules that hold for every call through it. */
abstract class UpstreamFaultsFixture {
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Of single exchanges and of silence: so long that no machine is slow enough to take one for the other. */
    static final Duration OTHER_TIMEOUTS = Duration.ofMinutes(4);

    static final String LIST = "list_domains";
    static final String CREATE = "create_domain";
    static final String SEND = "send_email";
    static final Map<String, String> ARGUMENTS = Map.of(
            LIST, "{}",
            CREATE, "{'name': 'mail.example.org'}",
            SEND, "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}");

    /** The first call of a JVM may take longer than the call timeout of these tests. */
    @BeforeAll
    static void warmUp() {
        try (FaultyUpstream upstream = new FaultyUpstream(FaultyUpstream.http("200 OK", "application/json", "{}"));
                RunningService service = service(upstream.uri(), OTHER_TIMEOUTS)) {
            ARGUMENTS.forEach((tool, arguments) ->
                    assertThat(service.mcp().call(tool, arguments).has("error")).isFalse());
        }
    }

    static JsonNode errorOf(Behaviour behaviour, String tool) {
        try (FaultyUpstream upstream = new FaultyUpstream(behaviour)) {
            return errorOf(upstream.uri(), tool);
        }
    }

    static JsonNode errorOf(URI upstream, String tool) {
        try (RunningService service = service(upstream)) {
            return call(service, tool);
        }
    }

    static RunningService service(URI upstream) {
        return service(upstream, TIMEOUT);
    }

    static RunningService service(URI upstream, Duration callTimeout) {
        return RunningService.inFrontOf(
                upstream,
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "resend.callTimeout", callTimeout.toMillis() + "ms",
                        "resend.requestTimeout", OTHER_TIMEOUTS.toSeconds() + "s",
                        "resend.http.timeout", OTHER_TIMEOUTS.toSeconds() + "s",
                        "resend.maxAnswerSize", "50000B"));
    }

    static JsonNode call(RunningService service, String tool) {
        long begin = System.nanoTime();
        JsonNode result = service.mcp().result(tool, McpCalls.json(ARGUMENTS.get(tool)));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(took)
                .as("ended by the call timeout, which all others outlast")
                .isLessThan(OTHER_TIMEOUTS.dividedBy(2));
        assertThat(result.toString())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("java.");
        // The service's own probe of Resend may be in progress.
        Awaitility.await("connections given back").until(() -> leasedConnections(service) == 0);
        McpCalls mcp = service.mcp();
        assertThat(mcp.send(HttpRequest.newBuilder(service.uri("/health-check?type=ready"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        return result.path("structuredContent").path("error");
    }

    static int leasedConnections(RunningService service) {
        JsonNode gauges =
                McpCalls.parse(service.get(service.admin("/metrics.json"))).path("gauges");
        return gauges.properties().stream()
                .filter(gauge -> gauge.getKey().endsWith(".leased-connections"))
                .mapToInt(gauge -> gauge.getValue().path("value").asInt())
                .reduce(Integer::sum)
                .orElseThrow();
    }
}
