package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.FaultyUpstream.Behaviour;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever Resend does, a caller gets a clear tool error in bounded time and the service stays healthy. */
@Tag("slow")
class UpstreamFaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** Of single exchanges and of silence: so long that no machine is slow enough to take one for the other. */
    private static final Duration OTHER_TIMEOUTS = Duration.ofMinutes(4);

    private static final String LIST = "list_domains";
    private static final String CREATE = "create_domain";
    private static final String SEND = "send_email";
    private static final Map<String, String> ARGUMENTS = Map.of(
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

    @Test
    void nobodyListens() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        JsonNode error = errorOf(closed, CREATE);
        assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
        assertThat(error.path("retryable").asBoolean()).as("nothing was sent").isTrue();
        assertThat(error.path("message").asText()).contains("Nothing was sent").doesNotContain("127.0.0.1");
    }

    @Test
    void hostNameThatDoesNotResolve() {
        JsonNode error = errorOf(URI.create("https://no-such-host.invalid"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
        assertThat(error.path("message").asText()).doesNotContain("no-such-host");
    }

    @Test
    void silence() {
        JsonNode error = errorOf(out -> new CountDownLatch(1).await(), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_timeout");
        assertThat(error.path("status_code").asInt()).isEqualTo(504);
    }

    @Test
    void trickle() {
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                            .answer(out);
                    while (true) {
                        out.write(' ');
                        out.flush();
                        new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
                    }
                },
                LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_timeout");
    }

    @Test
    void contentEncodingThatNobodyKnows() {
        JsonNode error = errorOf(encoded("bogus", "{}"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
    }

    @Test
    void gzipThatIsNone() {
        JsonNode error = errorOf(encoded("gzip", "this is no gzip at all"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
    }

    @Test
    void gzipThatBreaksOff() throws IOException {
        byte[] whole = gzip("{\"id\":\"" + "abcdefghij".repeat(1_000) + "\"}");
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
                            .answer(out);
                    out.write(whole, 0, whole.length / 2);
                },
                LIST);
        assertThat(error.path("name").asText()).isIn("upstream_unreachable", "upstream_invalid_answer");
    }

    @Test
    void headerLineWithoutEnd() {
        JsonNode error = errorOf(endless("X-Long: ", "x"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
        assertThat(error.path("message").asText()).contains("head of Resend's answer is too large");
    }

    @Test
    void headersWithoutEnd() {
        JsonNode error = errorOf(endless("", "X-Many: x\r\n"), LIST);
        assertThat(error.path("message").asText()).contains("head of Resend's answer is too large");
    }

    @Test
    void statusLineWithoutEnd() {
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw("HTTP/1.1 200 ").answer(out);
                    repeat("O", 20_000_000, out);
                },
                LIST);
        assertThat(error.path("message").asText()).contains("head of Resend's answer is too large");
    }

    @Test
    void interimAnswersWithoutEnd() {
        JsonNode error = errorOf(
                out -> {
                    while (true) {
                        FaultyUpstream.raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
                                .answer(out);
                    }
                },
                LIST);
        assertThat(error.path("name").asText()).isIn("upstream_timeout", "upstream_invalid_answer");
    }

    @Test
    void trailersWithoutEnd() {
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n")
                            .answer(out);
                    repeat("X-Trailer: x\r\n", 20_000_000, out);
                },
                LIST);
        assertThat(error.path("name").asText()).isIn("upstream_unreachable", "upstream_invalid_answer");
    }

    @Test
    void htmlWithSuccessStatus() {
        JsonNode error = errorOf(FaultyUpstream.http("200 OK", "text/html", "<html>Hello</html>"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
        assertThat(error.path("message").asText()).doesNotContain("html");
    }

    @Test
    void htmlWithServerError() {
        JsonNode error = errorOf(FaultyUpstream.http("502 Bad Gateway", "text/html", "<h1>Bad gateway</h1>"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("application_error");
        assertThat(error.path("status_code").asInt()).isEqualTo(502);
        assertThat(error.path("retryable").asBoolean())
                .as("a read may be repeated")
                .isTrue();
    }

    @Test
    void halfAnAnswer() {
        Behaviour half = FaultyUpstream.raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
        assertThat(errorOf(half, LIST).path("name").asText()).isEqualTo("upstream_unreachable");
    }

    @Test
    void halfJson() {
        JsonNode error = errorOf(FaultyUpstream.http("200 OK", "application/json", "{\"id\":"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
    }

    @Test
    void redirect() {
        Behaviour redirect = FaultyUpstream.raw(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        JsonNode error = errorOf(redirect, LIST);
        assertThat(error.path("name").asText()).isEqualTo("unexpected_answer");
        assertThat(error.path("status_code").asInt()).isEqualTo(302);
    }

    @Test
    void answerAboveTheSizeLimit() {
        JsonNode error =
                errorOf(FaultyUpstream.http("200 OK", "application/json", "\"" + "x".repeat(100_000) + "\""), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
        assertThat(error.path("message").asText()).contains("resend.maxAnswerSize");
    }

    @Test
    void answerOfAHundredMegabytes() {
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n")
                            .answer(out);
                    byte[] part = new byte[1_000_000];
                    for (int i = 0; i < 100; i++) {
                        out.write(part);
                    }
                },
                SEND);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
        assertThat(error.path("retryable").asBoolean())
                .as("the next answer would be as large")
                .isFalse();
        assertThat(error.path("outcome").asText()).isEqualTo("unknown");
    }

    @Test
    void gzipBomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[20_000_000]);
        }
        assertThat(packed.size()).as("within the limit as it comes").isLessThan(50_000);
        JsonNode error = errorOf(
                out -> {
                    FaultyUpstream.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                                    + "Content-Length: " + packed.size() + "\r\n\r\n")
                            .answer(out);
                    packed.writeTo(out);
                },
                LIST);
        assertThat(error.path("message").asText()).contains("resend.maxAnswerSize");
    }

    @Test
    void textInAnotherCharsetThanJsonHas() {
        JsonNode error = errorOf(
                FaultyUpstream.http("200 OK", "application/json; charset=ISO-8859-1", "{\"name\":\"M\u00fcller\"}"),
                LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
    }

    @Test
    void answerOfTenThousandLevels() {
        JsonNode error = errorOf(
                FaultyUpstream.http("200 OK", "application/json", "[".repeat(10_000) + "]".repeat(10_000)), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
    }

    @Test
    void emptyAnswer() {
        JsonNode error = errorOf(FaultyUpstream.http("200 OK", "application/json", ""), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
        assertThat(error.path("message").asText()).contains("empty");
    }

    @Test
    void emptyAnswerToADeletionIsAnEmptyResult() {
        try (FaultyUpstream upstream = new FaultyUpstream(FaultyUpstream.http("200 OK", "application/json", ""));
                RunningService service = service(upstream.uri())) {
            JsonNode result = service.mcp().result("delete_domain", McpCalls.json("{'domain_id':'1'}"));
            assertThat(result.path("isError").asBoolean()).isFalse();
            assertThat(result.path("structuredContent")).isEmpty();
        }
    }

    @Test
    void brokenWriteSaysThatItMayHaveHappened() {
        try (FaultyUpstream upstream = new FaultyUpstream(out -> {});
                RunningService service = service(upstream.uri(), Duration.ofSeconds(10))) {
            JsonNode error = call(service, CREATE);
            assertThat(error.path("retryable").asBoolean()).isFalse();
            assertThat(error.path("outcome").asText()).isEqualTo("unknown");
            assertThat(error.path("message").asText()).contains("Check with list_domains before you repeat it");
            assertThat(upstream.requests()).as("never repeated blindly").containsOnlyOnce("POST /domains HTTP/1.1");
        }
    }

    @Test
    void brokenSendNamesTheKeyThatMakesARepeatSafe() {
        JsonNode error = errorOf(out -> {}, SEND);
        assertThat(error.path("retryable").asBoolean()).isTrue();
        assertThat(error.path("message").asText()).contains("idempotency_key \"");
    }

    private static Behaviour encoded(String encoding, String body) {
        return FaultyUpstream.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + encoding
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** The head of an answer that goes on with the same for ever. */
    private static Behaviour endless(String begin, String more) {
        return out -> {
            FaultyUpstream.raw("HTTP/1.1 200 OK\r\n" + begin).answer(out);
            repeat(more, 70_000_000, out);
        };
    }

    private static void repeat(String part, int bytes, OutputStream out) throws IOException {
        byte[] some = part.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        for (int written = 0; written < bytes; written += some.length) {
            out.write(some);
        }
    }

    private static JsonNode errorOf(Behaviour behaviour, String tool) {
        try (FaultyUpstream upstream = new FaultyUpstream(behaviour)) {
            return errorOf(upstream.uri(), tool);
        }
    }

    private static JsonNode errorOf(URI upstream, String tool) {
        try (RunningService service = service(upstream)) {
            return call(service, tool);
        }
    }

    private static RunningService service(URI upstream) {
        return service(upstream, TIMEOUT);
    }

    private static RunningService service(URI upstream, Duration callTimeout) {
        return RunningService.inFrontOf(
                upstream,
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "resend.callTimeout", callTimeout.toMillis() + "ms",
                        "resend.requestTimeout", OTHER_TIMEOUTS.toSeconds() + "s",
                        "resend.http.timeout", OTHER_TIMEOUTS.toSeconds() + "s",
                        "resend.maxAnswerSize", "50000B"));
    }

    private static JsonNode call(RunningService service, String tool) {
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
        // The probe of health may be under way.
        Awaitility.await("connections given back").until(() -> leasedConnections(service) == 0);
        McpCalls mcp = service.mcp();
        assertThat(mcp.send(HttpRequest.newBuilder(service.uri("/health-check?type=ready"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        return result.path("structuredContent").path("error");
    }

    private static int leasedConnections(RunningService service) {
        JsonNode gauges =
                McpCalls.parse(service.get(service.admin("/metrics.json"))).path("gauges");
        return gauges.properties().stream()
                .filter(gauge -> gauge.getKey().endsWith(".leased-connections"))
                .mapToInt(gauge -> gauge.getValue().path("value").asInt())
                .reduce(Integer::sum)
                .orElseThrow();
    }
}
