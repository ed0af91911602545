package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.FaultyUpstream.Behaviour;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that are damaged, too large, or no JSON: a clear tool error in bounded time. */
@Tag("slow")
class ResponseBodyFaultsTest extends UpstreamFaultsFixture {
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
    void halfJson() {
        JsonNode error = errorOf(FaultyUpstream.http("200 OK", "application/json", "{\"id\":"), LIST);
        assertThat(error.path("name").asText()).isEqualTo("upstream_invalid_answer");
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
}
