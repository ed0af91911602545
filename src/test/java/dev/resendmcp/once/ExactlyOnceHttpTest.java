package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same call, again and again, is one mail. */
class ExactlyOnceHttpTest {
    private static final String ANN = "token-of-ann-" + "0".repeat(30);
    private static final String BOB = "token-of-bob-" + "0".repeat(30);
    private static final String INBOX = "'inbox_id': '" + SeedData.INBOX_ID + "'";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static ResendSimulator resend;
    private static RunningService usual;

    /** The service remembers the mails of other tests. */
    private final String subject = UUID.randomUUID().toString();

    private final String mail = "{'from': 'a@" + SeedData.DOMAIN_NAME + "', 'to': 'delivered@resend.dev', 'subject': '"
            + subject + "', 'text': 't'}";
    private final McpCalls mcp = usual.mcp();

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        usual = service(Map.of(
                "resend.requestTimeout", TIMEOUT.toSeconds() + "s",
                "resend.callTimeout", 3 * TIMEOUT.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        usual.close();
        resend.close();
    }

    @BeforeEach
    void forget() {
        resend.reset();
    }

    @Test
    void repeatIsAnsweredWithTheFirstAnswerAndSendsNothing() {
        JsonNode first = mcp.call("send_email", mail);
        JsonNode again = mcp.call("send_email", mail);
        assertThat(first.fieldNames()).toIterable().containsExactly("id");
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(posts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_batch_emails | {'emails': [MAIL]}",
                "create_inbox_draft | {" + INBOX + ", 'text': 'SUBJECT'}",
                "reply_to_inbox_email | {" + INBOX + ", 'thread_id': '" + SeedData.INBOX_THREAD_ID + "', 'email_id': '"
                        + SeedData.INBOX_EMAIL_ID + "', 'text': 'SUBJECT'}"
            })
    void everyToolThatTakesAKeyIsGuarded(String tool, String arguments) {
        String filled = arguments.replace("MAIL", mail).replace("SUBJECT", subject);
        JsonNode first = mcp.call(tool, filled);
        JsonNode again = mcp.call(tool, filled);
        assertThat(first.has("error")).as(first.toString()).isFalse();
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(posts()).hasSize(1);
    }

    @Test
    void otherContentIsAnotherMail() {
        mcp.call("send_email", mail);
        assertThat(mcp.call("send_email", mail.replace("'t'", "'other'")).has("deduplicated"))
                .isFalse();
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void forceNewSendsAgain() {
        JsonNode first = mcp.call("send_email", mail);
        JsonNode again = mcp.call("send_email", mail.replace("}", ", 'force_new': true}"));
        assertThat(again.path("id")).isNotEqualTo(first.path("id"));
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void ownKeyReachesResendAsGiven() {
        mcp.call("send_email", mail.replace("}", ", 'idempotency_key': 'order-1'}"));
        mcp.call("send_email", mail.replace("}", ", 'idempotency_key': 'order-1'}"));
        assertThat(posts()).extracting(post -> post.header("idempotency-key")).containsExactly("order-1");
        assertThat(mcp.call(
                                "send_email",
                                mail.replace("'t'", "'other'").replace("}", ", 'idempotency_key': 'order-1'}"))
                        .at("/error/name")
                        .asText())
                .isEqualTo("invalid_idempotent_request");
    }

    @Test
    void windowOfZeroSendsEveryTime() {
        try (RunningService service = service(Map.of("DEDUPLICATION_WINDOW", "0s"))) {
            service.mcp().call("send_email", mail);
            service.mcp().call("send_email", mail);
            assertThat(mails()).isEqualTo(2);
        }
    }

    @Test
    void twoCallersSendTwoMails() {
        try (RunningService service = service(Map.of("MCP_AUTH_TOKENS", ANN + "," + BOB))) {
            Stream.of(ANN, BOB, ANN)
                    .forEach(token -> service.mcp().send(message(mail), "Authorization", "Bearer " + token));
            assertThat(posts()).hasSize(2);
        }
    }

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

    @Test
    void outcomesAndHitsAreCounted() {
        try (RunningService service = service(Map.of())) {
            service.mcp().call("send_email", mail);
            service.mcp().call("send_email", mail);
            service.mcp().call("send_email", "{}");
            assertThat(service.get(service.admin("/prometheus")).body())
                    .contains("resend_send_total{outcome=\"accepted\"} 1.0")
                    .contains("resend_send_total{outcome=\"deduplicated\"} 1.0")
                    .contains("resend_send_total{outcome=\"not_sent\"} 1.0")
                    .contains("resend_deduplicated_total{source=\"journal\"} 1.0");
        }
    }

    private static RunningService service(Map<String, String> settings) {
        return RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, settings);
    }

    private List<RecordedRequest> posts() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    private int mails() {
        return mcp.call("list_emails", "{}").path("data").size();
    }

    private String newestMail() {
        return mcp.call("list_emails", "{}").at("/data/0/id").asText();
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

    private static String message(String arguments) {
        return McpCalls.json("{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': {'name': 'send_email',"
                        + " 'arguments': " + arguments + "}}")
                .toString();
    }
}
