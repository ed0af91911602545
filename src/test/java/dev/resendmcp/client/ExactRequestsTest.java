package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller gives arrives as exactly that, or not at all. */
class ExactRequestsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @BeforeEach
    void forget() {
        service.resend().reset();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, /emails/a%2Fb",
        "a?b=c, /emails/a%3Fb=c",
        "a#b, /emails/a%23b",
        "a b, /emails/a%20b",
        "{email_id}, /emails/%7Bemail_id%7D",
        "ä, /emails/%C3%A4",
        "ann+x@example.org, /emails/ann+x@example.org",
        "a;b=c, /emails/a%3Bb=c",
        "..., /emails/..."
    })
    void idStaysOneEncodedSegment(String id, String path) {
        service.mcp().call("get_email", McpCalls.JSON.createObjectNode().put("email_id", id));
        assertThat(service.resend().lastRequest().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../domains",
                "..%2f",
                "%2e%2e",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "\u200b"
            })
    void idThatWouldChangeThePathIsRefusedBeforeTheNetwork(String id) {
        JsonNode answer =
                service.mcp().call("get_email", McpCalls.JSON.createObjectNode().put("email_id", id));
        assertThat(answer.at("/error/name").asText()).isEqualTo("invalid_arguments");
        assertThat(answer.at("/error/message").asText()).startsWith("email_id: ");
        assertNothingSent("/emails");
    }

    @ParameterizedTest
    @CsvSource({"%41, %2541", "a b, a%20b", "{x}, %7Bx%7D", "a&limit=1, a%26limit%3D1", "a+b, a%2Bb", "100%, 100%25"})
    void queryValueArrivesAsGiven(String cursor, String query) {
        service.mcp().call("list_emails", McpCalls.JSON.createObjectNode().put("after", cursor));
        assertThat(service.resend().lastRequest().query()).isIn("after=" + query, "after=" + query.replace("%20", "+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "ä"})
    void headerValueWithLineBreakIsRefused(String key) {
        JsonNode mail = mail().put("idempotency_key", key);
        assertThat(service.mcp().call("send_email", mail).at("/error/name").asText())
                .isEqualTo("invalid_arguments");
        assertNothingSent("/emails");
    }

    @Test
    void mailHeaderWithLineBreakIsRefused() {
        var mail = mail();
        mail.putObject("headers").put("X-A", "a\r\nBcc: everybody@example.org");
        JsonNode error = service.mcp().call("send_email", mail).path("error");
        assertThat(error.path("message").asText())
                .isEqualTo("headers[X-A]: must be one line without control characters");
        assertNothingSent("/emails");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann@", "@x.org", "a b@x.org", "Ann <ann@x.org", "a@x.org\n", "a@x.org, b@x.org"})
    void textThatIsNoAddressIsRefused(String to) {
        var mail = mail();
        mail.put("to", to);
        assertThat(service.mcp().call("send_email", mail).at("/error/message").asText())
                .startsWith("to[0]: must be an address");
        assertNothingSent("/emails");
    }

    @Test
    void fiftyOneRecipientsAreTooMany() {
        var mail = mail();
        var to = mail.putArray("to");
        IntStream.range(0, 51).forEach(i -> to.add("delivered+" + i + "@resend.dev"));
        assertThat(service.mcp().call("send_email", mail).at("/error/message").asText())
                .startsWith("to: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to':'a@b.c','from':'a@b.c','subject':'s'} | give html, text or both; or template without html and text",
                "{'to':'a@b.c','text':'t'} | from and subject are required unless a template supplies them",
                "{'to':'a@b.c','text':'t','template':{'id':'x'}} | give html, text or both",
                "{'to':'a@b.c','template':{'id':'x'},'attachments':[{'filename':'f'}]} | attachments[0]: an attachment needs either content or path"
            })
    void ruleOverSeveralFieldsSaysWhatToDo(String arguments, String sentence) {
        assertThat(service.mcp()
                        .call("send_email", arguments)
                        .at("/error/message")
                        .asText())
                .contains(sentence);
        assertNothingSent("/emails");
    }

    @Test
    void ruleInABatchNamesThePosition() {
        JsonNode answer = service.mcp()
                .call(
                        "send_batch_emails",
                        "{'emails':[{'from':'a@b.c','to':'a@b.c','subject':'s','text':'t'},{'to':'a@b.c','text':'t'}]}");
        assertThat(answer.at("/error/message").asText()).startsWith("emails[1]: from and subject are required");
    }

    @Test
    void wrongTypeDeepInAListIsNamedByItsPosition() {
        JsonNode answer = service.mcp()
                .call(
                        "send_batch_emails",
                        "{'emails':[{'to':'a@b.c','tags':[{'name':'n','value':'v'},{'name':[5],'value':'v'}]}]}");
        assertThat(answer.at("/error/message").asText()).startsWith("emails[0].tags[1].name: ");
    }

    @Test
    void numbersKeepTheirDigits() {
        var mail = McpCalls.JSON.createObjectNode().put("to", "delivered@resend.dev");
        mail.putObject("template")
                .put("id", "t")
                .putObject("variables")
                .put("PRICE", 12.50)
                .put("BIG", 9007199254740991L);
        service.mcp().call("send_email", mail);
        assertThat(service.resend().lastRequest().bodyText())
                .contains("\"PRICE\":12.5")
                .contains("\"BIG\":9007199254740991");
    }

    @Test
    void repeatWithTheSameKeySendsNothing() {
        JsonNode mail = mail().put("idempotency_key", "same");
        String first = service.mcp().call("send_email", mail).path("id").asText();
        assertThat(service.mcp().call("send_email", mail).path("id").asText()).isEqualTo(first);
        assertThat(service.mcp().call("list_emails", "{}").path("data")).hasSize(1);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode mail() {
        return McpCalls.JSON
                .createObjectNode()
                .put("from", "a@" + SeedData.DOMAIN_NAME)
                .put("to", "delivered@resend.dev")
                .put("subject", "s")
                .put("text", "t");
    }

    private static void assertNothingSent(String path) {
        assertThat(service.resend().requests())
                .noneMatch(request -> request.path().startsWith(path));
    }
}
