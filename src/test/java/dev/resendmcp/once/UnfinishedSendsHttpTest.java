package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A repeat of a send that is still in progress, was refused, or whose answer was lost. */
class UnfinishedSendsHttpTest extends ExactlyOnceHttpFixture {
    @Test
    void hundredConcurrentCallsAreOneRequest() {
        resend.delayAnswers(Duration.ofMillis(500));
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 100)
                .mapToObj(i -> mcp.callLater("send_email", McpCalls.json(mail)))
                .toList();
        assertThat(calls.stream().map(call -> call.join().path("id").asText()).distinct())
                .singleElement()
                .asString()
                .isNotEmpty();
        assertThat(calls.stream().filter(call -> call.join().has("deduplicated")))
                .hasSize(99);
        assertThat(posts()).hasSize(1);
    }

    @Test
    void refusedCallGoesThroughOnceItsReasonIsGone() {
        String refused = mail.replace(SeedData.DOMAIN_NAME, "mail.example.org");
        assertThat(mcp.call("send_email", refused).at("/error/status_code").asInt())
                .isEqualTo(403);
        String domain = "{'domain_id': '"
                + mcp.call("create_domain", "{'name': 'mail.example.org'}")
                        .path("id")
                        .asText()
                + "'}";
        mcp.call("verify_domain", domain);
        // The simulator verifies when it is asked how things stand.
        mcp.call("get_domain", domain);
        JsonNode sent = mcp.call("send_email", refused);
        assertThat(sent.path("id").asText()).as(sent.toString()).isNotEmpty();
        assertThat(sent.has("deduplicated")).isFalse();
    }

    @Test
    void repeatAfterALostAnswerIsOneMail() {
        resend.delayAnswers(TIMEOUT.plusSeconds(1));
        assertThat(mcp.call("send_email", mail).at("/error/name").asText()).isEqualTo("upstream_timeout");
        resend.delayAnswers(Duration.ZERO);
        // Until Resend is done with the first request it answers that one with the same key still runs.
        JsonNode again = Awaitility.await().until(() -> mcp.call("send_email", mail), answer -> answer.has("id"));
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(again.path("id").asText()).isEqualTo(newestMail());
        assertThat(mails()).isEqualTo(1);
    }

    @Test
    void repeatThatAnUnknownOutcomeAsksForHasTheSameKey() {
        String token = "a".repeat(32);
        try (ScriptedUpstream upstream = new ScriptedUpstream(Reply.DROP);
                RunningService named = RunningService.inFrontOf(
                        upstream.uri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("MCP_AUTH_TOKENS", "ann:" + token, "resend.callTimeout", "500ms"))) {
            McpCalls ann = named.mcp().as(token);
            for (String sent : List.of(mail, mail.replace("}", ", 'idempotency_key': 'order-1'}"))) {
                upstream.script(Reply.DROP);
                JsonNode error = ann.call("send_email", sent).path("error");
                assertThat(error.path("outcome").asText()).isEqualTo("unknown");
                assertThat(error.path("message").asText())
                        .endsWith("Repeat exactly the same call: it then takes effect once at most.");
                ann.call("send_email", sent);
                assertThat(upstream.requests())
                        .filteredOn(request -> request.line().equals("POST /emails"))
                        .hasSizeGreaterThan(1)
                        .extracting(ScriptedUpstream.Asked::idempotencyKey)
                        .containsOnly(upstream.requests().get(0).idempotencyKey());
            }
        }
    }

    @Test
    void sendOfAClientThatHangsUpIsFinishedAndRemembered() throws IOException {
        double before = accepted();
        resend.delayAnswers(Duration.ofMillis(500));
        byte[] body = message(mail).getBytes(StandardCharsets.UTF_8);
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), usual.uri("").getPort())) {
            client.getOutputStream()
                    .write(
                            ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                            + body.length + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            client.getOutputStream().flush();
            Awaitility.await().until(() -> posts().size() == 1);
        }
        Awaitility.await().until(() -> accepted() > before);
        resend.delayAnswers(Duration.ZERO);
        JsonNode again = mcp.call("send_email", mail);
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(again.path("id").asText()).isEqualTo(newestMail());
        assertThat(posts()).hasSize(1);
    }

    /** How many sends the service has counted as accepted. */
    private static double accepted() {
        return usual.get(usual.admin("/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("resend_send_total{outcome=\"accepted\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
