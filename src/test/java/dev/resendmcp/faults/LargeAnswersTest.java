package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many large answers at one time wait for each other; they neither exhaust the heap nor delay other callers. */
@Tag("faults")
class LargeAnswersTest {
    private static final String GREEDY = "greedy-" + "a".repeat(32);
    private static final String MODEST = "modest-" + "b".repeat(32);
    private static final int AT_A_TIME = 16;
    private static final int ROUNDS = Report.size(1, 10);
    private static final byte[] TEXT = answer("\"" + "<p>Hello, world</p>".repeat(4 * 1024 * 1024 / 19) + "\"");
    private static final byte[] VALUES = answer("[" + "{},".repeat(200_000) + "{}]");
    private static final byte[] MAIL = answer("\"<p>Hello</p>\"");

    @TempDir
    Path directory;

    @Test
    void largeAnswersAtOneTimeTakeABoundedPartOfTheHeap() {
        try (LoopbackServer upstream = new LoopbackServer(LargeAnswersTest::serve);
                ServiceProcess service = ServiceProcess.start(
                        URI.create("http://127.0.0.1:" + upstream.port()),
                        directory,
                        Map.of(
                                "-Xmx", "256m",
                                "-XX:+", "ExitOnOutOfMemoryError",
                                "RATE_LIMIT", "1000",
                                "MCP_AUTH_TOKENS", GREEDY + "," + MODEST))) {
            ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
            try {
                Outcome outcome = new Outcome();
                for (int round = 0; round < ROUNDS; round++) {
                    List<CompletableFuture<Void>> calls = new ArrayList<>();
                    for (int i = 0; i < AT_A_TIME; i++) {
                        String id = i % 4 == 0 ? "values" : "text";
                        calls.add(CompletableFuture.runAsync(
                                () -> outcome.note(get(service.mcp(), id, GREEDY)), clients));
                    }
                    CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
                    while (!all.isDone()) {
                        outcome.beside(() -> get(service.mcp(), "mail", MODEST));
                    }
                    all.join();
                }
                outcome.print();
                assertThat(outcome.errors).isSubsetOf("server_busy");
                assertThat(outcome.good).isPositive();
                assertThat(outcome.besideErrors).isEmpty();
            } finally {
                clients.shutdownNow();
            }
            assertThat(service.isAlive()).isTrue();
            assertThat(service.log()).doesNotContain("OutOfMemoryError");
            await().atMost(Duration.ofMinutes(1)).until(() -> service.metric("resend_answer_memory_bytes") == 0);
        }
    }

    /** How calls ended. */
    private static final class Outcome {
        private final List<String> errors = new ArrayList<>();
        private final List<String> besideErrors = new ArrayList<>();
        private final List<Double> besideSeconds = new ArrayList<>();
        private int good;

        synchronized void note(JsonNode result) {
            if (result.path("isError").asBoolean()) {
                errors.add(Mails.error(result.path("structuredContent")));
            } else {
                good++;
            }
        }

        void beside(Supplier<JsonNode> call) {
            long begin = System.nanoTime();
            JsonNode result = call.get();
            besideSeconds.add(Report.seconds(begin, System.nanoTime()));
            if (result.path("isError").asBoolean()) {
                besideErrors.add(Mails.error(result.path("structuredContent")));
            }
        }

        synchronized void print() {
            Report.print(
                    "large answers at 256 MB: %d answered, %d told to repeat; %d small calls of another caller beside, slowest %.2f s",
                    good, errors.size(), besideSeconds.size(), Report.largest(besideSeconds));
        }
    }

    private static JsonNode get(McpCalls mcp, String id, String token) {
        return mcp.ask(
                        "tools/call",
                        "{'name':'get_email','arguments':{'email_id':'" + id + "'}}",
                        "Authorization",
                        "Bearer " + token)
                .path("result");
    }

    private static void serve(Socket socket) throws IOException {
        String line = RawMessage.read(new BufferedInputStream(socket.getInputStream()))
                .firstLine();
        socket.getOutputStream().write(line.contains("text") ? TEXT : line.contains("values") ? VALUES : MAIL);
    }

    private static byte[] answer(String html) {
        String body = "{\"id\":\"1\",\"html\":" + html + "}";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
