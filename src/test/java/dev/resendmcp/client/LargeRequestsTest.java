package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawMessage;
import dev.resendmcp.testing.RunningService;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks because a caller's request is large is no outage of Resend, and no other caller notices it. */
@Tag("slow")
class LargeRequestsTest {
    private static final String ANN = "ann-" + "0".repeat(32);
    private static final String BOB = "bob-" + "0".repeat(32);
    private static final int LARGE_HEAD = 4_096;
    private static final int LARGE_BODY = 1_048_576;
    /** An outage is ten failed calls over two seconds. */
    private static final Duration LONGER_THAN_AN_OUTAGE = Duration.ofMillis(2_500);

    private static final int CALLS = 9;

    @Test
    void resetsOfLargeRequestsAreNoOutage() {
        // Long timeouts: on a busy machine a large request takes a while to be written.
        assertNoOutage(LoopbackServer::reset, "20s", "upstream_unreachable", "reset");
    }

    @Test
    void silenceAfterLargeRequestsIsNoOutage() {
        assertNoOutage(socket -> new CountDownLatch(1).await(), "500ms", "upstream_timeout", "timeout");
    }

    private static void assertNoOutage(LoopbackServer.Connection refusal, String timeout, String error, String kind) {
        try (LoopbackServer upstream = new LoopbackServer(socket -> serve(socket, refusal));
                RunningService service = RunningService.inFrontOf(
                        URI.create("http://127.0.0.1:" + upstream.port()),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of(
                                "MCP_AUTH_TOKENS",
                                "ann:" + ANN + ",bob:" + BOB,
                                "resend.requestTimeout",
                                timeout,
                                "resend.callTimeout",
                                "20s"))) {
            McpCalls ann = service.mcp().as(ANN);
            McpCalls bob = service.mcp().as(BOB);
            List<JsonNode> answers = new ArrayList<>();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < LONGER_THAN_AN_OUTAGE.toNanos() || answers.size() < 2 * 3 * CALLS) {
                answers.addAll(largeCalls(ann, answers.size()));
            }
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.at("/error/name").asText()).isEqualTo(error));
            assertThat(bob.call("list_domains", "{}").path("id").asText()).isEqualTo("good");
            assertThat(bob.call("list_logs", "{}").path("id").asText()).isEqualTo("good");
            assertThat(service.get(service.admin("/prometheus")).body())
                    .contains("resend_circuit_state 0.0", "resend_circuit_open_endpoints 0.0")
                    .containsPattern("resend_upstream_failures_total\\{kind=\"" + kind + "\"} [1-9]");
        }
    }

    /** Three endpoints at once, two with a long target and one with a large body. */
    private static List<JsonNode> largeCalls(McpCalls mcp, int number) {
        ObjectNode cursor = McpCalls.JSON.createObjectNode().put("after", "\u20ac".repeat(2_000));
        ObjectNode mail = (ObjectNode) McpCalls.json("{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev'}");
        mail.put("text", "t".repeat(LARGE_BODY));
        List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(mcp.callLater("list_broadcasts", cursor));
            calls.add(mcp.callLater("list_logs", cursor));
        }
        calls.add(mcp.callLater("send_email", mail.put("subject", "s" + number)));
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static void serve(Socket socket, LoopbackServer.Connection refusal)
            throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        RawMessage request = RawMessage.read(in);
        if (request.firstLine().length() > LARGE_HEAD || request.body().length > LARGE_BODY) {
            refusal.serve(socket);
        } else {
            FaultyUpstream.http("200 OK", "application/json", "{\"id\":\"good\"}")
                    .answer(socket.getOutputStream());
        }
    }
}
