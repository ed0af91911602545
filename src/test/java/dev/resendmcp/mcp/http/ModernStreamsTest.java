package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is streamed while calls wait for a limiter of one request a second, and what happens to callers who hang up. */
@Tag("slow")
class ModernStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Of config.yml. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    private static final String LIST = "{'name':'list_emails','arguments':{}}";
    private static final String LIST_WITH_PROGRESS =
            "{'name':'list_emails','arguments':{},'_meta':{'progressToken':'p1'}}";
    private static final String ARGUMENTS = "{'name':'send_email','arguments':{'from':'a@" + SeedData.DOMAIN_NAME
            + "','to':['delivered@resend.dev'],'subject':'s','text':'t'}";
    private static final String SEND = ARGUMENTS + "}";
    private static final String SEND_WITH_PROGRESS = ARGUMENTS + ",'_meta':{'progressToken':1}}";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension().rateLimit(1);

    @Test
    void progressIsStreamedWhileACallWaits() {
        List<CompletableFuture<HttpResponse<String>>> before = callers(3);
        HttpResponse<String> answer = service.modern().send(new Message("tools/call", LIST_WITH_PROGRESS));
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.headers().firstValue("x-accel-buffering")).hasValue("no");
        List<JsonNode> events = ModernCalls.events(answer.body());
        List<JsonNode> progress = events.subList(0, events.size() - 1);
        assertThat(progress).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("method").asText()).isEqualTo("notifications/progress");
            assertThat(event.at("/params/progressToken").asText()).isEqualTo("p1");
        });
        assertThat(progress)
                .extracting(event -> event.at("/params/progress").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(progress.get(0).at("/params/message").asText()).contains("rate limit");
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("id").asInt()).isEqualTo(1);
        assertThat(last.at("/result/resultType").asText()).isEqualTo("complete");
        before.forEach(CompletableFuture::join);
    }

    @Test
    void withoutATokenThereAreOnlyComments() {
        List<CompletableFuture<HttpResponse<String>>> before = callers(4);
        HttpResponse<String> answer = service.modern().send(new Message("tools/call", LIST));
        assertThat(answer.body()).startsWith(": ");
        assertThat(ModernCalls.events(answer.body())).hasSize(1);
        before.forEach(CompletableFuture::join);
    }

    @Test
    void whoTakesNoStreamsGetsPlainJson() {
        List<CompletableFuture<HttpResponse<String>>> before = callers(3);
        HttpResponse<String> answer = service.modern()
                .send(new Message("tools/call", LIST_WITH_PROGRESS).header("Accept", "application/json"));
        assertThat(McpCalls.parse(answer).has("result")).isTrue();
        before.forEach(CompletableFuture::join);
    }

    @ParameterizedTest
    @ValueSource(strings = {SEND, SEND_WITH_PROGRESS})
    void whoHangsUpLeavesTheLineAndSendsNothing(String send) throws IOException {
        List<CompletableFuture<HttpResponse<String>>> before = callers(8);
        try (InputStream waiting =
                service.modern().open(new Message("tools/call", send)).body()) {
            assertThat(waiting.read()).isPositive();
        }
        before.forEach(CompletableFuture::join);
        assertThat(service.resend().requests())
                .noneMatch(request -> request.method().equals("POST"));
        service.modern().send(new Message("tools/call", send));
        assertThat(service.resend().requests())
                .filteredOn(request -> request.method().equals("POST"))
                .as("the same call of somebody who stays")
                .hasSize(1);
    }

    @Test
    void listeningIsAcknowledgedFirstAndEndsWithAResultWhenTheServiceStops() throws IOException {
        HttpResponse<InputStream> stream = service.modern().open(listen("{'toolsListChanged':true}"));
        assertThat(stream.statusCode()).isEqualTo(200);
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        JsonNode first = event(lines);
        assertThat(first).isEqualTo(McpCalls.json("""
                {'jsonrpc':'2.0','method':'notifications/subscriptions/acknowledged',
                 'params':{'_meta':{'io.modelcontextprotocol/subscriptionId':'L1'},
                  'notifications':{'toolsListChanged':true}}}"""));
        long begin = System.nanoTime();
        service.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("not waited for as calls are")
                .isLessThan(GRACE_PERIOD);
        JsonNode last = event(lines);
        assertThat(last.path("id").asText()).isEqualTo("L1");
        assertThat(last.at("/result/resultType").asText()).isEqualTo("complete");
        JsonNode meta = last.at("/result/_meta");
        assertThat(meta.path("io.modelcontextprotocol/subscriptionId").asText()).isEqualTo("L1");
        assertThat(meta.has("io.modelcontextprotocol/serverInfo")).isTrue();
        assertThat(lines.lines().filter(line -> !line.isEmpty())).isEmpty();
    }

    @Test
    void listeningNeedsAFilterAndAStream() {
        assertThat(code(service.modern().send(new Message("subscriptions/listen", "{}"))))
                .isEqualTo(RpcError.INVALID_PARAMS);
        HttpResponse<String> plain = service.modern().send(listen("{}").header("Accept", "application/json"));
        assertThat(plain.statusCode()).isEqualTo(406);
    }

    @Test
    void streamsOfOneCallerAreCounted() throws IOException {
        List<InputStream> streams = IntStream.range(0, 32)
                .mapToObj(i -> service.modern().open(listen("{}")).body())
                .toList();
        assertThat(service.modern().send(listen("{}")).statusCode()).isEqualTo(429);
        for (InputStream stream : streams) {
            stream.close();
        }
    }

    @Test
    void olderRevisionsCannotListen() {
        HttpResponse<String> answer =
                service.mcp().send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{}}");
        assertThat(code(answer)).isEqualTo(RpcError.METHOD_NOT_FOUND);
    }

    /** Callers who stand in line; returns when the last of them does. */
    private List<CompletableFuture<HttpResponse<String>>> callers(int count) {
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, count)
                .mapToObj(i -> service.modern().sendLater(new Message("tools/call", LIST)))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> service.get(service.admin("/prometheus"))
                        .body()
                        .contains("resend_limiter_queue_depth " + (count - 1)));
        return calls;
    }

    private static Message listen(String filter) {
        return new Message("subscriptions/listen", "{'notifications':" + filter + "}").id(McpCalls.tree("\"L1\""));
    }

    private static JsonNode event(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        assertThat(line).as("an event").isNotNull();
        return McpCalls.tree(line.substring("data: ".length()));
    }

    private static int code(HttpResponse<String> answer) {
        return McpCalls.parse(answer).at("/error/code").asInt();
    }
}
