package dev.resendmcp.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DefaultSenderTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("DEFAULT_FROM", "Ann <ann@sandbox.resend.dev>")
            .with("DEFAULT_REPLY_TO", "help@sandbox.resend.dev, sales@sandbox.resend.dev");

    private static JsonNode sent(String tool, String arguments) {
        JsonNode answer = service.mcp().call(tool, arguments);
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
        return McpCalls.tree(service.resend().lastRequest().bodyText());
    }

    private static JsonNode schema(String tool) {
        for (JsonNode each : service.mcp().ask("tools/list").path("tools")) {
            if (each.path("name").asText().equals(tool)) {
                return each.path("inputSchema");
            }
        }
        throw new AssertionError(tool);
    }

    @Test
    void anEmailWithoutSenderGetsTheDefaults() {
        JsonNode body = sent("send_email", "{'to': 'delivered@resend.dev', 'subject': 's', 'text': 'default'}");
        assertThat(body.path("from").asText()).isEqualTo("Ann <ann@sandbox.resend.dev>");
        assertThat(body.path("reply_to")).hasSize(2);
    }

    @Test
    void ownValuesComeFirst() {
        JsonNode body = sent(
                "send_email",
                "{'from': 'bob@sandbox.resend.dev', 'reply_to': ['x@y.test'], 'to': 'delivered@resend.dev',"
                        + " 'subject': 's', 'text': 'own'}");
        assertThat(body.path("from").asText()).isEqualTo("bob@sandbox.resend.dev");
        assertThat(body.path("reply_to")).hasSize(1);
    }

    @Test
    void emailsOfABatchGetTheDefaultsToo() {
        JsonNode body = sent(
                "send_batch_emails", "{'emails': [{'to': ['delivered@resend.dev'], 'subject': 's', 'text': 'batch'}]}");
        assertThat(body.at("/0/from").asText()).isEqualTo("Ann <ann@sandbox.resend.dev>");
    }

    @Test
    void theSchemaSaysSo() {
        JsonNode schema = schema("create_broadcast");
        assertThat(schema.path("required").toString()).contains("subject").doesNotContain("from");
        assertThat(schema.at("/properties/from/description").asText())
                .endsWith("Default: Ann <ann@sandbox.resend.dev>.");
    }
}
