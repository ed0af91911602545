package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.access.BearerTokens;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two callers with a token each see nothing of one another, and no request anything of the one before. */
class IsolationTest {
    private static final String ANN = "ann-" + "0".repeat(30);
    private static final String BOB = "bob-" + "0".repeat(30);
    private static final Path LOGS = Path.of("target", "isolation-logs", String.valueOf(System.nanoTime()));
    private static final int CALLS = 30;

    /** Slow enough that most calls wait, and so hear of their progress. */
    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().tokens(ANN, BOB).rateLimit(15).with("LOG_DIR", LOGS.toString());

    @Test
    void answersProgressAndErrorsOfConcurrentCallsNeverCross() {
        Map<String, CompletableFuture<HttpResponse<String>>> calls = new HashMap<>();
        for (int i = 0; i < CALLS; i++) {
            String ann = "ann-" + i;
            String bob = "bob-" + i;
            calls.put(ann, call(ANN, ann, "{'name':'create_segment','arguments':{'name':'" + ann + "'}"));
            calls.put(bob, call(BOB, bob, "{'name':'get_domain','arguments':{'domain_id':'" + bob + "'}"));
        }
        assertThat(calls).allSatisfy((name, answer) -> assertOwn(name, answer.join()));
        assertThat(calls.values())
                .as("some have waited")
                .anyMatch(answer -> answer.join().body().contains("notifications/progress"));
    }

    @Test
    void theLogNamesTheCallerOfEachCall() throws IOException {
        Map<String, String> callers = new HashMap<>();
        for (String token : List.of(ANN, BOB, ANN)) {
            HttpResponse<String> answer =
                    call(token, "x", "{'name':'list_topics','arguments':{}").join();
            String id = answer.headers().firstValue("x-request-id").orElseThrow();
            callers.put(
                    id,
                    BearerTokens.of(ANN + "," + BOB)
                            .caller(Optional.of(token))
                            .orElseThrow()
                            .id());
        }
        await().until(
                        () -> Files.readString(LOGS.resolve("resend-full-mcp.log")),
                        log -> callers.keySet().stream().allMatch(log::contains));
        try (Stream<String> lines = Files.lines(LOGS.resolve("resend-full-mcp.log"))) {
            assertThat(lines.map(McpCalls::tree)
                            .filter(line -> line.path("message").asText().equals("Tool call"))
                            .filter(line ->
                                    callers.containsKey(line.path("request_id").asText())))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line.path("caller").asText())
                            .isEqualTo(callers.get(line.path("request_id").asText())));
        }
    }

    @Test
    void namesKeptForOneCallerAreNotGivenToAnother() {
        complete(ANN);
        complete(ANN);
        assertThat(askedForTopics()).isEqualTo(1);
        complete(BOB);
        assertThat(askedForTopics()).isEqualTo(2);
    }

    @Test
    void streamsOfOneCallerTakeNoRoomOfAnother() throws IOException {
        List<InputStream> streams = IntStream.range(0, 32)
                .mapToObj(i -> service.modern().open(listen(ANN)).body())
                .toList();
        assertThat(service.modern().open(listen(ANN)).statusCode()).isEqualTo(429);
        HttpResponse<InputStream> other = service.modern().open(listen(BOB));
        assertThat(other.statusCode()).isEqualTo(200);
        other.body().close();
        for (InputStream stream : streams) {
            stream.close();
        }
    }

    @Test
    void nothingLearnedFromOneRequestInfluencesTheNext() {
        for (int times = 0; times < 3; times++) {
            JsonNode modern = McpCalls.parse(service.modern().send(authorized(ANN, new Message("tools/list", "{}"))));
            assertThat(modern.at("/result/resultType").asText()).isEqualTo("complete");
            JsonNode legacy = McpCalls.parse(service.mcp()
                    .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Authorization", "Bearer " + BOB));
            assertThat(legacy).isEqualTo(McpCalls.json("{'jsonrpc':'2.0','id':1,'result':{}}"));
            assertThat(service.modern().send(new Message("tools/list", "{}")).statusCode())
                    .as("no token, on a connection that has seen good ones")
                    .isEqualTo(401);
        }
    }

    private static void assertOwn(String name, HttpResponse<String> answer) {
        String body = answer.body();
        assertThat(body).doesNotContain(name.startsWith("ann") ? "bob" : "ann");
        boolean stream = answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        List<JsonNode> messages = stream ? ModernCalls.events(body) : List.of(McpCalls.tree(body));
        assertThat(messages.subList(0, messages.size() - 1))
                .allSatisfy(event ->
                        assertThat(event.at("/params/progressToken").asText()).isEqualTo(name));
        JsonNode last = messages.get(messages.size() - 1);
        assertThat(last.path("id").asText()).isEqualTo(name);
        assertThat(last.at("/result/isError").asBoolean()).isEqualTo(name.startsWith("bob"));
        assertThat(last.at("/result/structuredContent").path("id")).isEqualTo(created(name));
    }

    /** The id that Resend gave to the segment of this name; missing when there is none. */
    private static JsonNode created(String name) {
        return service.resend().requests().stream()
                .filter(request -> request.bodyText().contains("\"" + name + "\""))
                .map(request -> McpCalls.tree(request.answer()).path("id"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static CompletableFuture<HttpResponse<String>> call(String token, String id, String params) {
        String tagged = params + ",'_meta':{'progressToken':'" + id + "'}}";
        return service.modern().sendLater(authorized(token, new Message("tools/call", tagged).id(new TextNode(id))));
    }

    private static void complete(String token) {
        String params =
                "{'ref':{'type':'ref/resource','uri':'resend://topics/{id}'},'argument':{'name':'id','value':''}}";
        HttpResponse<String> answer =
                service.modern().send(authorized(token, new Message("completion/complete", params)));
        assertThat(McpCalls.parse(answer).at("/result/completion/values")).isNotEmpty();
    }

    private static long askedForTopics() {
        return service.resend().requests().stream()
                .filter(request -> request.target().equals("/topics?limit=100"))
                .count();
    }

    private static Message listen(String token) {
        return authorized(token, new Message("subscriptions/listen", "{'notifications':{}}"));
    }

    private static Message authorized(String token, Message message) {
        return message.header("Authorization", "Bearer " + token);
    }
}
