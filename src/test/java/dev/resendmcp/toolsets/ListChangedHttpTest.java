package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.EventStream;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that listen are told when their own lists change, in both eras, and nobody else is. */
@Tag("slow")
class ListChangedHttpTest {
    private static final String TOOLS = "notifications/tools/list_changed";
    private static final String PROMPTS = "notifications/prompts/list_changed";
    private static final String RESOURCES = "notifications/resources/list_changed";
    private static final String EVERYTHING =
            "{'toolsListChanged':true,'promptsListChanged':true,'resourcesListChanged':true}";

    private final CallerToken ann = CallerToken.create();
    private final CallerToken bob = CallerToken.create();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ResendSimulator resend = new ResendSimulator(1_000).start();

    @TempDir
    Path directory;

    private CallersFixture callers;
    private RunningService service;

    @BeforeEach
    void start() {
        callers = new CallersFixture(directory);
        callers.write(
                CallersFixture.entry("ann", ann, "toolsets: [topics]"),
                CallersFixture.entry("bob", bob, "toolsets: [topics]"));
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("CALLERS_FILE", callers.path().toString()));
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    @Test
    void changedEntryIsToldInBothErasToItsCallerOnly() throws IOException {
        try (EventStream modern = listen(ann, "/mcp", EVERYTHING);
                EventStream older = get(ann, "/mcp", "2025-11-25");
                EventStream other = listen(bob, "/mcp", EVERYTHING)) {
            callers.write(
                    CallersFixture.entry("ann", ann, "toolsets: [topics, domains]"),
                    CallersFixture.entry("bob", bob, "toolsets: [topics]", "policy:", "  no_bcc: true"));
            modern.awaitMethod(TOOLS);
            older.awaitMethod(TOOLS);
            assertThat(modern.methods()).contains(RESOURCES).doesNotContain(PROMPTS);
            JsonNode told = modern.events().stream()
                    .filter(event -> event.path("method").asText().equals(TOOLS))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.at("/params/_meta")
                            .path("io.modelcontextprotocol/subscriptionId")
                            .asInt())
                    .isEqualTo(1);
            assertThat(older.events())
                    .allSatisfy(
                            event -> assertThat(event.at("/params").isEmpty()).isTrue());
            assertThat(other.methods()).containsExactly("notifications/subscriptions/acknowledged");
        }
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws IOException {
        try (EventStream prompts = listen(ann, "/mcp", "{'promptsListChanged':true,'resourceSubscriptions':['a']}");
                EventStream tools = listen(ann, "/mcp", "{'toolsListChanged':true}")) {
            callers.write(CallersFixture.entry("ann", ann, "toolsets: [topics, domains]"));
            tools.awaitMethod(TOOLS);
            assertThat(prompts.methods()).containsExactly("notifications/subscriptions/acknowledged");
            assertThat(prompts.events().get(0).at("/params/notifications"))
                    .isEqualTo(McpCalls.json("{'promptsListChanged':true}"));
        }
    }

    @Test
    void requestThatNarrowsIsNotToldOfWhatItDoesNotSee() throws IOException {
        try (EventStream narrow = listen(ann, "/mcp/x/topics", EVERYTHING);
                EventStream wide = listen(ann, "/mcp", EVERYTHING)) {
            callers.write(CallersFixture.entry("ann", ann, "toolsets: [topics, domains]"));
            wide.awaitMethod(TOOLS);
            callers.write(CallersFixture.entry("ann", ann, "toolsets: [domains]"));
            narrow.awaitMethod(TOOLS);
            assertThat(narrow.methods().stream().filter(TOOLS::equals)).hasSize(1);
        }
    }

    @Test
    void streamsOfARemovedCallerEndAndItsRequestsAreRefused() throws IOException {
        try (EventStream modern = listen(ann, "/mcp", EVERYTHING);
                EventStream older = get(ann, "/mcp", "2025-06-18");
                EventStream other = get(bob, "/mcp", "2025-06-18")) {
            callers.write(CallersFixture.entry("bob", bob, "toolsets: [topics]"));
            modern.awaitEnd();
            older.awaitEnd();
            assertThat(modern.events())
                    .last()
                    .satisfies(event ->
                            assertThat(event.at("/result/resultType").asText()).isEqualTo("complete"));
            assertThat(older.events()).isEmpty();
            assertThat(other.ended()).isFalse();
            assertThat(service.mcp()
                            .send("{}", "Authorization", "Bearer " + ann.text())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,true", "2025-06-18,true", "2025-03-26,false", "2024-11-05,false"})
    void capabilityIsDeclaredWhereItIsKept(String revision, boolean declared) {
        JsonNode capabilities = service.mcp()
                .as(ann.text())
                .resultOf("initialize", "{'protocolVersion':'" + revision + "','capabilities':{}}")
                .path("capabilities");
        for (String list : new String[] {"tools", "prompts", "resources"}) {
            assertThat(capabilities.path(list).path("listChanged").asBoolean()).isEqualTo(declared);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2024-11-05", "2026-07-28", "1900-01-01", ""})
    void streamsOfOtherRevisionsAreRefusedAtOnce(String revision) throws IOException {
        try (EventStream stream = get(ann, "/mcp", revision)) {
            assertThat(stream.status()).isEqualTo(405);
        }
    }

    @Test
    void streamNeedsAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/mcp"))
                .header("Accept", "text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @Test
    void streamsOfConnectionsAreBoundedAndLeaveRoomForSubscriptions() throws IOException {
        List<EventStream> streams = new ArrayList<>();
        while (streams.size() < 32) {
            streams.add(get(ann, "/mcp", "2025-11-25"));
        }
        try (EventStream more = get(ann, "/mcp", "2025-11-25");
                EventStream subscription = listen(ann, "/mcp", "{}");
                EventStream other = get(bob, "/mcp", "2025-11-25")) {
            assertThat(more.status()).isEqualTo(405);
            assertThat(List.of(subscription.status(), other.status())).containsOnly(200);
        }
        streams.forEach(EventStream::close);
    }

    @Test
    void stopEndsStreamsAtOnce() throws IOException {
        try (EventStream older = get(ann, "/mcp", "2025-11-25")) {
            assertThat(older.status()).isEqualTo(200);
            long begin = System.nanoTime();
            service.close();
            older.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("not waited for as calls are")
                    .isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void callsOfARemovedCallerThatStillWaitAreNotSent() throws IOException {
        resend.close();
        service.close();
        try (ResendSimulator slow = new ResendSimulator(1_000).start();
                RunningService limited = RunningService.inFrontOf(
                        slow.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("CALLERS_FILE", callers.path().toString(), "RATE_LIMIT", "1"))) {
            callers.write(CallersFixture.entry("ann", ann), CallersFixture.entry("bob", bob));
            McpCalls calls = limited.mcp().as(ann.text());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> calls.ask("tools/list").path("tools").size() > 100);
            List<CompletableFuture<JsonNode>> waiting = IntStream.range(0, 40)
                    .mapToObj(i -> calls.callLater("get_topic", McpCalls.json("{'id':'topic-" + i + "'}")))
                    .toList();
            callers.write(CallersFixture.entry("bob", bob));
            List<String> errors = waiting.stream()
                    .map(call -> call.join().at("/error/name").asText())
                    .toList();
            assertThat(errors).contains("cancelled");
            assertThat(slow.requests().size()).isLessThan(40);
        }
    }

    private EventStream listen(CallerToken token, String path, String filter) throws IOException {
        Message message = new Message("subscriptions/listen", "{'notifications':" + filter + "}")
                .header("Authorization", "Bearer " + token.text());
        HttpResponse<InputStream> answer = new ModernCalls(service.uri(path)).open(message);
        EventStream stream = new EventStream(answer);
        stream.awaitMethod("notifications/subscriptions/acknowledged");
        return stream;
    }

    private EventStream get(CallerToken token, String path, String revision) throws IOException {
        URI uri = service.uri(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token.text());
        if (!revision.isEmpty()) {
            request.header("MCP-Protocol-Version", revision);
        }
        return new EventStream(
                http.sendAsync(request.build(), BodyHandlers.ofInputStream()).join());
    }
}
