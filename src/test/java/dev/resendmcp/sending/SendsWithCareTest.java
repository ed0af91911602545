package dev.resendmcp.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendsWithCareTest {
    @RegisterExtension
    final ServiceExtension service = new ServiceExtension();

    private static final String MAIL =
            "'from': 'ann@sandbox.resend.dev', 'to': ['delivered@resend.dev'], 'subject': 's', 'text': 't'";

    private JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, arguments);
    }

    private JsonNode body() {
        // A probe of the key may arrive at any time.
        return service.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .reduce((earlier, later) -> later)
                .map(request -> McpCalls.tree(request.bodyText()))
                .orElseThrow();
    }

    private static String message(JsonNode result) {
        assertThat(result.path("error").path("name").asText(result.path("name").asText()))
                .as(result.toString())
                .isEqualTo("invalid_arguments");
        return result.findValue("message").asText();
    }

    @Test
    void aPermissiveBatchSendsTheGoodEmailsAndReturnsTheBadOnes() {
        JsonNode answer = call(
                "send_batch_emails",
                "{'batch_validation': 'permissive', 'emails': [{" + MAIL.replace("delivered@resend.dev", "nobody")
                        + "}, {" + MAIL + "}, {" + MAIL.replace("delivered@resend.dev", "a@example.com") + "}]}");
        assertThat(answer.path("data")).hasSize(1);
        assertThat(answer.path("errors").findValuesAsText("index")).containsExactly("0", "2");
        assertThat(body()).hasSize(2);
    }

    @Test
    void aRepeatedPermissiveBatchSendsNothingMore() {
        String batch = "{'batch_validation': 'permissive', 'emails': [{" + MAIL + "}, {'to': ['x']}]}";
        JsonNode first = call("send_batch_emails", batch);
        int requests = service.resend().requests().size();
        JsonNode again = call("send_batch_emails", batch);
        assertThat(again.path("deduplicated").asBoolean()).isTrue();
        assertThat(again.path("data")).isEqualTo(first.path("data"));
        assertThat(service.resend().requests()).hasSize(requests);
    }

    @Test
    void aStrictBatchWithABadEmailIsRefused() {
        JsonNode answer = call(
                "send_batch_emails",
                "{'emails': [{" + MAIL + "}, {" + MAIL.replace("delivered@resend.dev", "x") + "}]}");
        assertThat(message(answer)).contains("emails[1].to");
    }

    @Test
    void aDataUrlBecomesBase64WithItsType() {
        call(
                "send_email",
                "{" + MAIL + ", 'attachments': [{'content': 'data:image/png;base64,aGVsbG8=', 'filename': 'a'}]}");
        assertThat(body().at("/attachments/0/content").textValue()).isEqualTo("aGVsbG8=");
        assertThat(body().at("/attachments/0/content_type").textValue()).isEqualTo("image/png");
    }

    @Test
    void base64InLinesIsJoined() {
        String lines = Base64.getMimeEncoder().encodeToString(new byte[100]).replace("\r\n", "\\n");
        call("send_email", "{" + MAIL + ", 'attachments': [{'content': '" + lines + "', 'filename': 'a'}]}");
        assertThat(Base64.getDecoder()
                        .decode(body().at("/attachments/0/content").textValue()))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dear Ann", "report", "data:text/plain,hello", "aGVsbG8"})
    void contentThatIsNotBase64IsRefused(String content) {
        JsonNode answer = call(
                "send_email", "{" + MAIL + ", 'attachments': [{'content': '" + content + "', 'filename': 'a.txt'}]}");
        assertThat(message(answer)).contains("attachments[0].content: is not base64");
    }

    @Test
    void theAnswerToAScheduledEmailSaysWhenThatIs() {
        JsonNode answer = call("send_email", "{" + MAIL + ", 'scheduled_at': 'tomorrow at 9am ET'}");
        assertThat(answer.path("scheduled_at_resolved").asText()).contains("T09:00-0");
    }

    @Test
    void resendGetsTheTimeThatWordsMean() {
        JsonNode answer = call("send_email", "{" + MAIL + ", 'scheduled_at': 'tomorrow at 9am ET'}");
        OffsetDateTime sent = OffsetDateTime.parse(body().path("scheduled_at").asText());
        assertThat(sent.toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        assertThat(ZonedDateTime.parse(answer.path("scheduled_at_resolved").asText())
                        .toOffsetDateTime())
                .isEqualTo(sent);
    }

    @Test
    void theAnswerToABatchSaysWhenEachIs() {
        JsonNode answer =
                call("send_batch_emails", "{'emails': [{" + MAIL + "}, {" + MAIL + ", 'scheduled_at': 'in 1 day'}]}");
        assertThat(answer.at("/scheduled_at_resolved/0").isNull()).isTrue();
        assertThat(answer.at("/scheduled_at_resolved/1").asText()).endsWith("Z[UTC]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email | {MAIL, 'scheduled_at': '2020-01-01'} | in the past; give a time between",
                "send_email | {MAIL, 'scheduled_at': 'in 31 days'} | more than 30 days ahead",
                "update_email | {'email_id': '1', 'scheduled_at': 'soon'} | cannot tell when this is",
                "send_broadcast | {'id': '1', 'scheduled_at': '2099-01-01'} | more than 30 days ahead",
                "share_email | {'email_id': '1', 'expires_in': '3 days'} | at most 48 hours",
                "update_automation | {'automation_id': '5a4d0b0e-0000-4000-8000-000000000401', 'steps': [{'key': 'a',"
                        + " 'type': 'delay', 'config': {'duration': '1 fortnight'}}], 'connections': []}"
                        + " | steps[0].config.duration: must be a duration",
                "create_webhook | {'endpoint': 'https://a.test/', 'events': ['email.snt']} | did you mean email.sent?",
                "create_webhook | {'endpoint': 'http://a.test/', 'events': ['email.sent']} | endpoint: must be an"
                        + " https URL"
            })
    void whatResendWouldMisreadIsRefused(String tool, String arguments, String part) {
        assertThat(message(call(tool, arguments.replace("MAIL", MAIL)))).contains(part);
        assertThat(service.resend().requests())
                .noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(message(call("send_email", "{'to': ['x'], 'scheduled_at': 'soon'}")))
                .contains("to[0]", "scheduled_at: cannot tell");
    }

    @Test
    void anEventTypeThatIsLikeNoKnownOneIsLetThrough() {
        JsonNode answer = call("create_webhook", "{'endpoint': 'https://a.test/', 'events': ['invoice.paid.late']}");
        assertThat(answer.path("id").isTextual()).as(answer.toString()).isTrue();
    }

    @Test
    void aMissingSenderNamesTheToolThatShowsDomains() {
        assertThat(message(call("send_email", "{'to': ['a@b.test'], 'subject': 's', 'text': 't'}")))
                .contains("list_domains");
        assertThat(message(call("create_broadcast", "{'segment_id': '1', 'subject': 's', 'text': 't'}")))
                .contains("list_domains");
    }
}
