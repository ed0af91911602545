package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancellation by notification over HTTP, while one call keeps Resend busy and all others wait for their turn. */
@Tag("slow")
class CancelHttpTest {
    private static final String CLIENT = "client/1";
    private static final String OLDER = "2025-11-25";
    private static final String NEWER = "2026-07-28";

    private final CountDownLatch gate = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private FaultyUpstream resend;
    private RunningService service;

    @BeforeEach
    void start() {
        resend = new FaultyUpstream(out -> {
            gate.await();
            FaultyUpstream.http("200 OK", "application/json", "{\"id\":\"1\"}").answer(out);
        });
        service = RunningService.inFrontOf(
                resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of("RATE_LIMIT", "1", "DEDUPLICATION_WINDOW", "0s"));
        CompletableFuture<JsonNode> busy = service.mcp().callLater("list_emails", McpCalls.json("{}"));
        await().until(() -> !resend.requests().isEmpty());
        assertThat(busy).isNotDone();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        service.close();
        resend.close();
    }

    @Test
    void cancelledCallIsNotSentAndItsStreamEndsWithoutAnAnswer() {
        Iterator<String> call = waitingCall(OLDER, "5");
        cancel(CLIENT, "5");
        call.forEachRemaining(line -> assertThat(line).doesNotContain("result"));
        assertThat(sends()).isZero();
    }

    @Test
    void anIdThatTwoCallsHaveMeansNeither() {
        Iterator<String> one = waitingCall(OLDER, "5");
        Iterator<String> other = waitingCall(OLDER, "5");
        cancel(CLIENT, "5");
        assertAnsweredWell(one);
        assertAnsweredWell(other);
    }

    @Test
    void anIdOfAnotherTypeIsAnotherId() {
        Iterator<String> call = waitingCall(OLDER, "5");
        cancel(CLIENT, "'5'");
        assertAnsweredWell(call);
    }

    @Test
    void otherProgramsCannotCancel() {
        Iterator<String> call = waitingCall(OLDER, "5");
        cancel("another/1", "5");
        assertAnsweredWell(call);
    }

    @Test
    void callsOfNewerRevisionsEndByHangingUpOnly() {
        Iterator<String> call = waitingCall(NEWER, "5");
        cancel(CLIENT, "5");
        assertAnsweredWell(call);
    }

    private void assertAnsweredWell(Iterator<String> call) {
        gate.countDown();
        assertThat(answer(call).at("/result/structuredContent/id").asText()).isEqualTo("1");
        assertThat(sends()).isPositive();
    }

    /** The lines of a stream that has already told that its call waits. */
    private Iterator<String> waitingCall(String version, String id) {
        String meta = "'_meta':{'progressToken':1,'io.modelcontextprotocol/clientCapabilities':{}"
                + (version.equals(NEWER) ? ",'io.modelcontextprotocol/protocolVersion':'" + NEWER + "'}" : "}");
        Iterator<String> lines = post(
                        CLIENT,
                        version,
                        "{'jsonrpc':'2.0','id':" + id
                                + ",'method':'tools/call','params':{'name':'send_email','arguments':{'from':'a@"
                                + SeedData.DOMAIN_NAME
                                + "','to':'delivered@resend.dev','subject':'s','text':'t'}," + meta
                                + "}}")
                .iterator();
        while (!lines.next().contains("rate limit")) {
            // The next one may say it.
        }
        return lines;
    }

    private void cancel(String program, String id) {
        post(program, OLDER, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':" + id + "}}");
    }

    private static JsonNode answer(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("data: ") || line.contains("notifications/progress")) {
            line = lines.next();
        }
        return McpCalls.tree(line.substring("data: ".length()));
    }

    private long sends() {
        return resend.requests().stream()
                .filter(request -> request.startsWith("POST "))
                .count();
    }

    private Stream<String> post(String program, String version, String message) {
        return http.sendAsync(
                        HttpRequest.newBuilder(service.uri("/mcp"))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/event-stream")
                                .header("MCP-Protocol-Version", version)
                                .header("Mcp-Method", "tools/call")
                                .header("Mcp-Name", "send_email")
                                .header("User-Agent", program)
                                .POST(BodyPublishers.ofString(message.replace('\'', '"')))
                                .build(),
                        BodyHandlers.ofLines())
                .join()
                .body();
    }
}
