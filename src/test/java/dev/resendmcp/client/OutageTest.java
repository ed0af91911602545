package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage of Resend is told at once and made no worse; a mixture of faults and answers is no outage. */
@Tag("slow")
class OutageTest {
    private static final Reply DOWN = Reply.error(500, "internal_server_error");
    private static final Reply UP = Reply.of(200, "{\"id\":\"1\"}");
    private static final JsonNode MAIL = McpCalls.json(
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}");

    /** A circuit that opens again was tried before. */
    private static final String ONE_LINE_EACH = "(open,try,)*(open,)?(closed,)?";

    @TempDir
    Path logs;

    @Test
    void outageIsToldAtOnceUntilResendIsBack() throws IOException {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOWN);
                RunningService service = service(resend)) {
            McpCalls mcp = service.mcp();
            int calls = callUntilHeldBack(service);
            assertThat(resend.requests())
                    .as("each call once, a fifth of them again, the reserve, and a probe")
                    .hasSizeLessThanOrEqualTo(calls + calls / 5 + 10 + 1);
            assertHeldBack(mcp.call("send_email", MAIL).path("error"));
            resend.script(UP);
            Awaitility.await().until(() -> mcp.call("send_email", MAIL).has("id"));
            calls(mcp, 3, "send_email", MAIL).forEach(CompletableFuture::join);
            assertThat(scrape(service)).contains("resend_circuit_state 0.0");
            assertLogTellsEachChangeOnce();
        }
    }

    /** Makes calls until the circuit is open, and returns how many it took. */
    private static int callUntilHeldBack(RunningService service) {
        McpCalls mcp = service.mcp();
        int calls = 0;
        do {
            calls += 20;
            Stream.concat(
                            calls(mcp, 10, "list_domains", McpCalls.json("{}")),
                            calls(mcp, 10, "list_topics", McpCalls.json("{}")))
                    .toList()
                    .forEach(CompletableFuture::join);
        } while (!scrape(service).contains("resend_circuit_state 2.0"));
        return calls;
    }

    private static void assertHeldBack(JsonNode error) {
        assertThat(error.path("name").asText()).isEqualTo("circuit_open");
        assertThat(error.path("message").asText())
                .contains("it was not sent")
                .containsPattern("The last failure, on GET /(domains|topics): server_error, HTTP status 500");
        assertThat(error.path("retryable").asBoolean()).isTrue();
        assertThat(error.path("retry_after_seconds").asInt()).isBetween(1, 5);
        assertThat(error.has("outcome")).isFalse();
    }

    private void assertLogTellsEachChangeOnce() throws IOException {
        Awaitility.await().until(() -> logged("Resend works again: calls") == 1);
        assertThat(told("Resend"))
                .as("held back, tried, and so on until it works again")
                .matches("(open,try,)+closed,");
        assertThat(told("GET /domains")).matches(ONE_LINE_EACH);
        assertThat(told("GET /topics")).matches(ONE_LINE_EACH);
        assertThat(logged("calls are held back"))
                .as("of no other circuit")
                .isEqualTo(openings("Resend") + openings("GET /domains") + openings("GET /topics"));
    }

    @Test
    void callsThatWaitWhenTheOutageBeginsAreToldInTheirTurn() throws IOException {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOWN);
                RunningService service = RunningService.inFrontOf(
                        resend.uri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("RATE_LIMIT", "12", "resend.callTimeout", "10s"))) {
            List<JsonNode> answers = calls(
                            service.mcp(), 200, "create_domain", McpCalls.json("{'name': 'x.example.org'}"))
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers.stream()
                            .filter(answer -> answer.at("/error/name").asText().equals("circuit_open")))
                    .as("all but those that went out before it opened, and trials")
                    .hasSizeGreaterThan(150);
        }
    }

    @Test
    void everySendGetsThroughWhileHalfOfAllAttemptsFail() throws IOException {
        Random chance = new Random(7);
        try (ScriptedUpstream resend = new ScriptedUpstream(UP);
                RunningService service = service(resend)) {
            resend.script(number -> switch (chance.nextInt(8)) {
                case 0, 1 -> DOWN;
                case 2 -> Reply.DROP;
                case 3 -> Reply.error(429, "rate_limit_exceeded").with("Retry-After", "0");
                default -> UP;
            });
            assertThat(calls(service.mcp(), 300, "send_email", MAIL).map(CompletableFuture::join))
                    .allSatisfy(answer -> assertThat(answer.path("id").asText()).isEqualTo("1"));
        }
    }

    @Test
    void failuresThatComeBeforeTheFirstAnswersAreNoOutage() {
        CountDownLatch failed = new CountDownLatch(12);
        try (ScriptedUpstream resend = new ScriptedUpstream(UP);
                RunningService service = service(resend)) {
            resend.script(number -> {
                if (number % 2 == 0) {
                    failed.countDown();
                    return DOWN;
                }
                Uninterruptibles.awaitUninterruptibly(failed);
                return UP;
            });
            assertThat(calls(service.mcp(), 30, "send_email", MAIL).map(CompletableFuture::join))
                    .allSatisfy(answer -> assertThat(answer.path("id").asText()).isEqualTo("1"));
        }
    }

    private RunningService service(ScriptedUpstream resend) {
        return RunningService.inFrontOf(
                resend.uri(),
                SeedData.FULL_ACCESS_KEY,
                // The same mail again is to reach Resend again.
                Map.of("LOG_DIR", logs.toString(), "DEDUPLICATION_WINDOW", "0s"));
    }

    private static Stream<CompletableFuture<JsonNode>> calls(
            McpCalls mcp, int number, String tool, JsonNode arguments) {
        return IntStream.range(0, number).mapToObj(i -> mcp.callLater(tool, arguments)).toList().stream();
    }

    private static String scrape(RunningService service) {
        return service.get(service.admin("/prometheus")).body();
    }

    private long openings(String circuit) throws IOException {
        return told(circuit).split("open", -1).length - 1L;
    }

    /** What the log says of a circuit, in order: {@code open,}, {@code try,} and {@code closed,}. */
    private String told(String circuit) throws IOException {
        Map<String, String> words = Map.of(
                circuit + " fails: calls are held back", "open,",
                circuit + ": a few calls are let out to try whether it works again", "try,",
                circuit + " works again: calls are let out as usual", "closed,");
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.map(line -> McpCalls.tree(line).path("message").asText())
                    .map(message -> words.getOrDefault(message, ""))
                    .collect(Collectors.joining());
        }
    }

    private long logged(String message) throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.filter(line -> line.contains(message)).count();
        }
    }
}
