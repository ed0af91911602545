package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawMessage;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The account's rate limit as its callers see it: everyone is served, nobody is told 429. */
@Tag("slow")
class RateLimitTest {
    private static final JsonNode MAIL = McpCalls.json("{'from': 'a@" + SeedData.DOMAIN_NAME
            + "', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't', 'force_new': true}");

    @Test
    void hundredConcurrentSendsAtTenPerSecondAllArrive() {
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = service(resend, Map.of("RATE_LIMIT", "10"))) {
            McpCalls mcp = service.mcp();
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> mcp.callLater("send_email", MAIL))
                    .toList();
            assertThat(calls)
                    .allSatisfy(call -> assertThat(call.join().has("id")).isTrue());
            assertThat(resend.requests()).extracting(RecordedRequest::status).doesNotContain(429);
            assertThat(resend.busiestSecond()).isLessThanOrEqualTo(10);
            assertThat(resend.requests().stream()
                            .filter(r -> r.path().equals("/emails"))
                            .map(r -> r.header("idempotency-key")))
                    .doesNotHaveDuplicates()
                    .hasSize(100);
        }
    }

    @Test
    void idleLimiterLetsItsWholeSecondPassAtOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        Reply answer = Reply.of(200, "{\"data\":[]}");
        try (ScriptedUpstream resend = new ScriptedUpstream(answer);
                RunningService service =
                        RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of("RATE_LIMIT", "20"))) {
            // A probe of health, which has a place as well, is answered at once.
            resend.scriptByPath(path -> {
                if (path.equals("/topics")) {
                    Uninterruptibles.awaitUninterruptibly(gate);
                }
                return answer;
            });
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 21)
                    .mapToObj(i -> service.mcp().callLater("list_topics", McpCalls.json("{}")))
                    .toList();
            Awaitility.await().until(() -> topics(resend) == 20);
            Awaitility.await().until(() -> queueDepth(service) == 1);
            assertThat(topics(resend)).as("all before the first was answered").isEqualTo(20);
            gate.countDown();
            calls.forEach(CompletableFuture::join);
            assertThat(topics(resend)).isEqualTo(21);
        }
    }

    private static long topics(ScriptedUpstream resend) {
        return resend.requests().stream()
                .filter(request -> request.line().equals("GET /topics"))
                .count();
    }

    @Test
    void thousandWaitingCallersDoNotDelayToolsList() {
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = service(
                        resend,
                        Map.of(
                                "RATE_LIMIT", "1",
                                "resend.maxWait", "10m",
                                "resend.callTimeout", "15m",
                                "mcp.maxConcurrentCalls", "2000"))) {
            McpCalls mcp = service.mcp();
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 1_000)
                    .mapToObj(i -> mcp.callLater("list_domains", McpCalls.json("{}")))
                    .toList();
            Awaitility.await().until(() -> queueDepth(service) > 900);
            assertThat(service.mcp().ask("tools/list").path("tools")).isNotEmpty();
            assertThat(queueDepth(service))
                    .as("they were waiting all the while")
                    .isGreaterThan(500);
            assertThat(calls.get(999)).isNotDone();
        }
    }

    @Test
    void answerWhoseBodyArrivesSlowlyHoldsNoPermit() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch body = new CountDownLatch(1);
        try (LoopbackServer upstream = new LoopbackServer(socket -> {
                    String request = RawMessage.read(new BufferedInputStream(socket.getInputStream()))
                            .firstLine();
                    write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n");
                    if (request.contains("slow")) {
                        asked.countDown();
                        body.await();
                    }
                    write(socket, "{}");
                });
                RunningService service = RunningService.inFrontOf(
                        URI.create("http://127.0.0.1:" + upstream.port()),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("RATE_LIMIT", "1"))) {
            CompletableFuture<JsonNode> slow =
                    service.mcp().callLater("get_email", McpCalls.json("{'email_id': 'slow'}"));
            Awaitility.await().until(() -> asked.getCount() == 0);
            assertThat(service.mcp().call("list_domains", "{}").has("error")).isFalse();
            assertThat(slow).isNotDone();
            body.countDown();
            assertThat(slow.join().has("error")).isFalse();
        }
    }

    @Test
    void callerWhoWaitedTooLongLearnsWhenToComeBack() {
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = service(resend, Map.of("RATE_LIMIT", "1", "resend.maxWait", "100ms"))) {
            McpCalls mcp = service.mcp();
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 3)
                    .mapToObj(i -> mcp.callLater("list_domains", McpCalls.json("{}")))
                    .toList();
            assertThat(calls.stream().map(CompletableFuture::join).filter(answer -> answer.has("error")))
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.at("/error/name").asText()).isEqualTo("rate_limit_wait_exceeded");
                        assertThat(answer.at("/error/status_code").asInt()).isEqualTo(429);
                        assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
                        assertThat(answer.at("/error/retry_after_seconds").asInt())
                                .isPositive();
                    });
        }
    }

    @Test
    void limitOfResendThatIsLowerThanOursIsWaitedOutAndNeverShown() {
        AtomicInteger asked = new AtomicInteger();
        Reply answer = Reply.of(200, "{\"object\":\"list\"}").with("ratelimit-limit", "2");
        Reply refusal = Reply.error(429, "rate_limit_exceeded").with("Retry-After", "1");
        try (ScriptedUpstream resend = new ScriptedUpstream(answer);
                RunningService service =
                        RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of("RATE_LIMIT", "5"))) {
            resend.scriptByPath(path -> path.equals("/topics") && asked.getAndIncrement() < 2 ? refusal : answer);
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> service.mcp().callLater("list_topics", McpCalls.json("{}")))
                    .toList();
            assertThat(calls)
                    .allSatisfy(call ->
                            assertThat(call.join().path("object").asText()).isEqualTo("list"));
            assertThat(topics(resend)).as("four, and two again").isEqualTo(6);
        }
    }

    @Test
    void callersWhoStillWaitWhenTheServiceStopsAreToldSo() {
        try (ResendSimulator resend = new ResendSimulator(10).start()) {
            RunningService service = service(resend, Map.of("RATE_LIMIT", "1", "server.shutdownGracePeriod", "4s"));
            McpCalls mcp = service.mcp();
            List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 60)
                    .mapToObj(i -> mcp.callLater("list_domains", McpCalls.json("{}")))
                    .toList();
            Awaitility.await().until(() -> queueDepth(service) > 15);
            service.close();
            assertThat(calls.stream().map(CompletableFuture::join).filter(answer -> answer.has("error")))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(answer ->
                            assertThat(answer.at("/error/name").asText()).isEqualTo("server_stopping"));
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static RunningService service(ResendSimulator resend, Map<String, String> more) {
        return RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, more);
    }

    private static String health(RunningService service, String check) {
        return McpCalls.parse(service.get(service.admin("/healthcheck")))
                .path(check)
                .path("message")
                .asText();
    }

    private static int queueDepth(RunningService service) {
        return Integer.parseInt(health(service, "rate-limiter").split(" ", 2)[0]);
    }
}
