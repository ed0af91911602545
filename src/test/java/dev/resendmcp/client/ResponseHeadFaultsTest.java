package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.FaultyUpstream.Behaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Endless heads, interim answers and trailers, and redirects: a clear tool error in bounded time. */
@Tag("slow")
class ResponseHeadFaultsTest extends UpstreamFaultsFixture {
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
    void redirect() {
        Behaviour redirect = FaultyUpstream.raw(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        JsonNode error = errorOf(redirect, LIST);
        assertThat(error.path("name").asText()).isEqualTo("unexpected_answer");
        assertThat(error.path("status_code").asInt()).isEqualTo(302);
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
}
