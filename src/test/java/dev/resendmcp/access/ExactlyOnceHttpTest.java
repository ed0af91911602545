package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.sandbox.RecordedRequest;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same call, again and again, is one mail. */
class ExactlyOnceHttpTest {
    private static final String ANN = "token-of-ann-" + "0".repeat(30);
    private static final String BOB = "token-of-bob-" + "0".repeat(30);
    private static final String MAIL = "{'from': 'a@" + ResendSimulator.DOMAIN_NAME
            + "', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";
    private static final String INBOX = "'inbox_id': '" + ResendSimulator.INBOX_ID + "'";

    private final ResendSimulator resend = new ResendSimulator(1000).start();
    private RunningService service;
    private McpCalls mcp;

    @BeforeEach
    void start() {
        start(Map.of("resend.requestTimeout", "1s"));
    }

    private void start(Map<String, String> settings) {
        service = RunningService.inFrontOf(resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY, settings);
        mcp = service.mcp();
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    @Test
    void repeatIsAnsweredWithTheFirstAnswerAndSendsNothing() {
        JsonNode first = mcp.call("send_email", MAIL);
        JsonNode again = mcp.call("send_email", MAIL);
        assertThat(first.fieldNames()).toIterable().containsExactly("id");
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(posts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_batch_emails | {'emails': [" + MAIL + "]}",
                "create_inbox_draft | {" + INBOX + ", 'text': 'Hello'}",
                "reply_to_inbox_email | {" + INBOX + ", 'thread_id': '" + ResendSimulator.INBOX_THREAD_ID
                        + "', 'email_id': '" + ResendSimulator.INBOX_EMAIL_ID + "', 'text': 'Yes'}"
            })
    void everyToolThatTakesAKeyIsGuarded(String tool, String arguments) {
        JsonNode first = mcp.call(tool, arguments);
        JsonNode again = mcp.call(tool, arguments);
        assertThat(first.has("error")).as(first.toString()).isFalse();
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(posts()).hasSize(1);
    }

    @Test
    void otherContentIsAnotherMail() {
        mcp.call("send_email", MAIL);
        assertThat(mcp.call("send_email", MAIL.replace("'s'", "'other'")).has("deduplicated"))
                .isFalse();
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void forceNewSendsAgain() {
        JsonNode first = mcp.call("send_email", MAIL);
        JsonNode again = mcp.call("send_email", MAIL.replace("}", ", 'force_new': true}"));
        assertThat(again.path("id")).isNotEqualTo(first.path("id"));
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void ownKeyReachesResendAsGiven() {
        mcp.call("send_email", MAIL.replace("}", ", 'idempotency_key': 'order-1'}"));
        mcp.call("send_email", MAIL.replace("}", ", 'idempotency_key': 'order-1'}"));
        assertThat(posts()).extracting(post -> post.header("idempotency-key")).containsExactly("order-1");
        assertThat(mcp.call(
                                "send_email",
                                MAIL.replace("'s'", "'other'").replace("}", ", 'idempotency_key': 'order-1'}"))
                        .at("/error/name")
                        .asText())
                .isEqualTo("invalid_idempotent_request");
    }

    @Test
    void windowOfZeroSendsEveryTime() {
        service.close();
        start(Map.of("DEDUPLICATION_WINDOW", "0s"));
        mcp.call("send_email", MAIL);
        mcp.call("send_email", MAIL);
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void twoCallersSendTwoMails() {
        service.close();
        start(Map.of("MCP_AUTH_TOKENS", ANN + "," + BOB));
        Stream.of(ANN, BOB, ANN).forEach(token -> mcp.send(message(MAIL), "Authorization", "Bearer " + token));
        assertThat(posts()).hasSize(2);
    }

    @Test
    void hundredConcurrentCallsAreOneRequest() {
        resend.delayAnswers(Duration.ofMillis(500));
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 100)
                .mapToObj(i -> mcp.callLater("send_email", McpCalls.json(MAIL)))
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
        String mail = MAIL.replace(ResendSimulator.DOMAIN_NAME, "mail.example.org");
        assertThat(mcp.call("send_email", mail).at("/error/status_code").asInt())
                .isEqualTo(403);
        String domain = mcp.call("create_domain", "{'name': 'mail.example.org'}")
                .path("id")
                .asText();
        mcp.call("verify_domain", "{'domain_id': '" + domain + "'}");
        JsonNode sent = mcp.call("send_email", mail);
        assertThat(sent.path("id").asText()).isNotEmpty();
        assertThat(sent.has("deduplicated")).isFalse();
    }

    @Test
    void repeatAfterALostAnswerIsOneMail() {
        resend.delayAnswers(Duration.ofSeconds(2));
        assertThat(mcp.call("send_email", MAIL).at("/error/name").asText()).isEqualTo("upstream_timeout");
        resend.delayAnswers(Duration.ZERO);
        JsonNode again = mcp.call("send_email", MAIL);
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(again.path("id").asText()).isEqualTo(newestMail());
        assertThat(mails()).isEqualTo(1);
    }

    @Test
    void sendOfAClientThatHangsUpIsFinishedAndRemembered() throws IOException {
        resend.delayAnswers(Duration.ofMillis(500));
        byte[] body = message(MAIL).getBytes(StandardCharsets.UTF_8);
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort())) {
            client.getOutputStream()
                    .write(
                            ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                            + body.length + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            client.getOutputStream().flush();
            Awaitility.await().until(() -> posts().size() == 1);
        }
        Awaitility.await().until(() -> metrics().contains("resend_send_total{outcome=\"accepted\"} 1.0"));
        resend.delayAnswers(Duration.ZERO);
        JsonNode again = mcp.call("send_email", MAIL);
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(again.path("id").asText()).isEqualTo(newestMail());
        assertThat(posts()).hasSize(1);
    }

    @Test
    void outcomesAndHitsAreCounted() {
        mcp.call("send_email", MAIL);
        mcp.call("send_email", MAIL);
        mcp.call("send_email", "{}");
        assertThat(metrics())
                .contains("resend_send_total{outcome=\"accepted\"} 1.0")
                .contains("resend_send_total{outcome=\"deduplicated\"} 1.0")
                .contains("resend_send_total{outcome=\"not_sent\"} 1.0")
                .contains("resend_deduplicated_total{source=\"journal\"} 1.0");
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

    private String metrics() {
        return service.get(service.admin("/prometheus")).body();
    }

    private static String message(String arguments) {
        return McpCalls.json("{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': {'name': 'send_email',"
                        + " 'arguments': " + arguments + "}}")
                .toString();
    }
}
