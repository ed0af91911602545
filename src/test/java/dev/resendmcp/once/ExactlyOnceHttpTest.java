package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same call, again and again, is one mail. */
class ExactlyOnceHttpTest extends ExactlyOnceHttpFixture {
    private static final String ANN = "token-of-ann-" + "0".repeat(30);
    private static final String BOB = "token-of-bob-" + "0".repeat(30);
    private static final String INBOX = "'inbox_id': '" + SeededAccount.INBOX_ID + "'";

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
                "reply_to_inbox_email | {" + INBOX + ", 'thread_id': '" + SeededAccount.INBOX_THREAD_ID
                        + "', 'email_id': '" + SeededAccount.INBOX_EMAIL_ID + "', 'text': 'SUBJECT'}"
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
}
