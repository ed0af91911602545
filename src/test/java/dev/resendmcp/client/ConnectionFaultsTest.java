package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.FaultyUpstream.Behaviour;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No connection, silence, and connections that break: a clear tool error in bounded time, and the service stays healthy. */
@Tag("slow")
class ConnectionFaultsTest extends UpstreamFaultsFixture {
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
    void halfAnAnswer() {
        Behaviour half = FaultyUpstream.raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
        assertThat(errorOf(half, LIST).path("name").asText()).isEqualTo("upstream_unreachable");
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
        assertThat(error.path("message").asText()).contains("Repeat exactly the same call");
    }
}
