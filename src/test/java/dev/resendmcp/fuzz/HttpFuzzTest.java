package dev.resendmcp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of damaged requests: each is answered in time and without harm, and afterwards the service is as before. */
@Tag("fuzz")
class HttpFuzzTest {
    private static final String TOKEN = "fuzz-token-" + "0".repeat(30);
    private static final Path LOGS = Path.of("target", "fuzz-logs", String.valueOf(System.nanoTime()));
    private static final long HEAP_TOLERANCE = 32_000_000;
    private static final int THREAD_TOLERANCE = 20;
    /** Streams whose clients are gone are noticed at the second comment after that, half a minute later. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .tokens(TOKEN)
            .with("LOG_DIR", LOGS.toString())
            .with("mcp.maxBodySize", "200KB")
            // The connections of this test's own client end within the patience below.
            .with("server.applicationConnectors[0].idleTimeout", "20s")
            .with("server.requestLog.appenders[1].maxFileSize", "1GiB")
            .with("logging.appenders[1].maxFileSize", "1GiB");

    private static final AnswerRules rules = new AnswerRules(TOKEN);
    private static final ValidMessages valid = new ValidMessages();

    private static List<String> failures;
    private static Footprint before;

    @BeforeAll
    static void fuzz() throws Exception {
        FuzzRun run = FuzzRun.configured();
        // A warm service: classes loaded, pools filled, caches in use.
        new FuzzRun(1, 0, 300).attemptAll(HttpFuzzTest::attempt);
        service.resend().reset();
        before = Footprint.of(service.running());
        long begin = System.nanoTime();
        failures = run.attemptAll(HttpFuzzTest::attempt);
        System.err.printf("%d messages in %.1f s%n", run.messages(), (System.nanoTime() - begin) / 1e9);
        service.resend().reset();
    }

    @Test
    void everyMessageIsAnsweredInTimeAndWithoutHarm() {
        assertThat(failures).isEmpty();
    }

    @Test
    void heapThreadsAndConnectionsReturnToWhereTheyWere() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Footprint after = Footprint.of(service.running());
            assertThat(after.connections()).as("connections").isLessThanOrEqualTo(before.connections());
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + THREAD_TOLERANCE);
            assertThat(after.heap()).as("heap").isLessThan(before.heap() + HEAP_TOLERANCE);
        });
        System.err.println("Before: " + before);
        System.err.println("After:  " + Footprint.of(service.running()));
    }

    @Test
    void theServiceStillServes() {
        String list = new ObjectBody("tools/list").toString();
        assertThat(service.mcp().send(list, "Authorization", "Bearer " + TOKEN).body())
                .contains("\"send_email\"");
    }

    @Test
    void theLogHasNoErrorNoStackTraceAndNoSecret() throws IOException {
        String call = new ObjectBody("tools/call").toString();
        service.mcp().send(call, "Authorization", "Bearer " + TOKEN, "User-Agent", "the-last-one");
        // The log is written in order, so when the last call is there all is there.
        await().until(() -> Files.readString(LOGS.resolve("requests.log")).contains("the-last-one"));
        try (Stream<String> lines = Files.lines(LOGS.resolve("resend-full-mcp.log"))) {
            assertThat(lines.map(McpCalls::tree)
                            .filter(HttpFuzzTest::tellsOfTrouble)
                            .limit(5))
                    .isEmpty();
        }
        try (Stream<String> lines = Files.lines(LOGS.resolve("resend-full-mcp.log"))) {
            assertThat(lines.filter(line -> line.contains(TOKEN))).isEmpty();
        }
    }

    private static void attempt(RandomGenerator random) {
        ObjectNode message = valid.any("fuzz-" + random.nextInt(1_000_000), random);
        HttpMessage request = new HttpMessage(message, TOKEN);
        int layer = random.nextInt(10);
        if (layer < 4) {
            request.body(StructureDamage.damaged(message, random).getBytes(StandardCharsets.UTF_8));
        } else if (layer < 6) {
            request.body(ByteDamage.damaged(request.body(), random));
        }
        if (layer == 0 || layer == 6 || layer == 7) {
            HeaderDamage.damage(request, random);
        }
        byte[] sent = layer < 8 ? request.bytes() : WireDamage.damaged(request, random);
        try {
            String wire = RawHttp.sendAndEnd(service.uri(""), sent);
            if (layer < 8) {
                rules.check(request, wire);
            } else {
                rules.check(wire);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + " to:\n" + FuzzRun.excerpt(sent), e);
        }
    }

    private static boolean tellsOfTrouble(JsonNode line) {
        return line.path("level").asText().equals("ERROR") || line.has("exception");
    }

    /** The smallest request for a method. */
    private record ObjectBody(String method) {
        @Override
        public String toString() {
            return McpCalls.JSON
                    .createObjectNode()
                    .put("jsonrpc", "2.0")
                    .put("id", 1)
                    .put("method", method)
                    .toString();
        }
    }
}
