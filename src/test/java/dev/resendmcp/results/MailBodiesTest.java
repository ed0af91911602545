package dev.resendmcp.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of mail come in the form that a caller wants, and in parts. */
class MailBodiesTest {
    @RegisterExtension
    static final ResultsFixture resend = new ResultsFixture();

    @Test
    void sentMailComesAsText() {
        JsonNode mail = sent(ResultsFixture.mail(), "");
        assertThat(mail.path("text").asText()).isEqualTo("Hi, how are you?");
        assertThat(mail.has("html")).isFalse();
        assertThat(mail.path("_note").asText()).contains("html left out").contains("body=markdown, html or raw");
    }

    @Test
    void textIsMadeFromTheHtmlIfThereIsNone() {
        ObjectNode mail = ResultsFixture.mail().putNull("text");
        mail.put("html", "<style>p{}</style><p>One</p><p>Two<br>Three</p><div style='display:none'>hidden</div>");
        assertThat(sent(mail, "").path("text").asText()).isEqualTo("One\n\nTwo\nThree");
    }

    @Test
    void markdownKeepsLinks() {
        JsonNode mail = sent(ResultsFixture.mail(), ",'body':'markdown'");
        assertThat(mail.path("markdown").asText()).isEqualTo("Hi, **how** are [you](https://a.test/x)?");
        assertThat(mail.has("text") || mail.has("html")).isFalse();
    }

    @Test
    void htmlComesAsItIs() {
        ObjectNode given = ResultsFixture.mail();
        JsonNode mail = sent(given, ",'body':'html'");
        assertThat(mail.path("html")).isEqualTo(given.path("html"));
        assertThat(mail.has("text")).isFalse();
    }

    @Test
    void aMailCanComeWithoutABody() {
        JsonNode mail = sent(ResultsFixture.mail(), ",'body':'none'");
        assertThat(mail.has("text") || mail.has("html")).isFalse();
        assertThat(mail.path("subject").asText()).isEqualTo("Hello there");
    }

    @Test
    void rawIsWhatResendAnswered() {
        ObjectNode given = ResultsFixture.mail().put("html", ResultsFixture.newsletter(400_000));
        assertThat(sent(given, ",'body':'raw'")).isEqualTo(given);
    }

    @Test
    void anUnknownFormIsRefused() {
        assertThat(sent(ResultsFixture.mail(), ",'body':'pdf'")
                        .at("/error/message")
                        .asText())
                .isEqualTo("body: must be one of text, markdown, html, none, raw");
    }

    @Test
    void neitherFormNorOffsetReachesResend() {
        sent(ResultsFixture.mail(), ",'body':'markdown','offset':1");
        assertThat(resend.lastRequest()).isEqualTo("GET /emails/" + ResultsFixture.ID);
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 400_000})
    void aLargeHtmlMailIsSmallByDefault(int size) {
        ObjectNode mail = ResultsFixture.mail().putNull("text").put("html", ResultsFixture.newsletter(size));
        JsonNode result = resend.result(mail, "get_email", "{'email_id':'" + ResultsFixture.ID + "'}");
        assertThat(ResultsFixture.tokens(result)).isBetween(2_000, 5_000);
        assertThat(result.at("/structuredContent/_note").asText()).contains("goes on");
    }

    @Test
    void theWholeTextCanBeReadPartByPart() {
        String text =
                ResultsFixture.newsletter(60_000).replaceAll("<[^>]*>", " ").strip();
        ObjectNode mail = ResultsFixture.mail().put("text", text);
        StringBuilder read = new StringBuilder();
        for (int calls = 0; read.length() < text.length() && calls < 20; calls++) {
            read.append(sent(mail, ",'offset':" + read.length()).path("text").asText());
        }
        assertThat(read).hasToString(text);
    }

    @Test
    void aLongThreadFits() {
        ObjectNode list = McpCalls.JSON.createObjectNode().put("object", "list").put("has_more", false);
        for (int i = 0; i < 100; i++) {
            list.withArray("data")
                    .add(ResultsFixture.mail()
                            .put("text", "word ".repeat(5_000))
                            .put("direction", "inbound"));
        }
        JsonNode result =
                resend.result(list, "list_inbox_thread_emails", "{'inbox_id':'1','thread_id':'2','limit':100}");
        assertThat(ResultsFixture.tokens(result)).isLessThanOrEqualTo(25_000);
    }

    @Test
    void aTemplateKeepsHtmlAndTextForEditing() {
        ObjectNode given = ResultsFixture.mail();
        JsonNode template = resend.call(given, "get_template", "{'id':'1'}");
        assertThat(template).isEqualTo(given);
    }

    private static JsonNode sent(ObjectNode mail, String more) {
        return resend.call(mail, "get_email", "{'email_id':'" + ResultsFixture.ID + "'" + more + "}");
    }
}
