package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten jobs as an agent does them, in front of the simulated Resend: each ends with what the user wanted to know. */
class TenJobsTest {
    private static final String MAIL =
            "'from': 'ann@sandbox.resend.dev', 'to': ['delivered@resend.dev'], 'subject': 's', 'text': 't'";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension();

    private JsonNode call(String tool, String arguments) {
        JsonNode answer = service.mcp().call(tool, arguments);
        assertThat(answer.has("error")).as(tool + answer).isFalse();
        return answer;
    }

    private String id(String tool, String arguments) {
        return call(tool, arguments).path("id").asText();
    }

    @Test
    void sendsAnAttachment() {
        String id = id("send_email", "{" + MAIL + ", 'attachments': [{'filename': 'a.txt', 'content': 'aGVsbG8='}]}");
        assertThat(call("list_email_attachments", "{'email_id': '" + id + "'}")
                        .at("/data/0/size")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void schedulesMovesAndCancels() {
        String id = "{'email_id': '" + id("send_email", "{" + MAIL + ", 'scheduled_at': 'tomorrow at 9am'}") + "'";
        call("update_email", id + ", 'scheduled_at': 'in 3 days'}");
        call("cancel_email", id + "}");
        assertThat(call("get_email", id + "}").path("last_event").asText()).isEqualTo("canceled");
    }

    @Test
    void addsADomainAndShowsItsRecords() {
        JsonNode domain = call("create_domain", "{'name': 'mail.acme.test'}");
        assertThat(domain.path("records")).hasSize(3);
        String id = "{'domain_id': '" + domain.path("id").asText() + "'}";
        call("verify_domain", id);
        assertThat(call("get_domain", id).path("status").asText()).isEqualTo("pending");
        assertThat(call("get_domain", id).path("status").asText()).isEqualTo("verified");
    }

    @Test
    void importsContactsAndSendsThemABroadcast() {
        String segment = id("create_segment", "{'name': 'Customers'}");
        String contacts = id(
                "create_contact_import",
                "{'file': 'email,first_name\\nzoe@reader.test,Zoe', 'segments': [{'id': '" + segment + "'}]}");
        assertThat(call("get_contact_import", "{'id': '" + contacts + "'}")
                        .at("/counts/created")
                        .asInt())
                .isEqualTo(1);
        String broadcast = id(
                "create_broadcast",
                "{'segment_id': '" + segment + "', 'from': 'ann@sandbox.resend.dev', 'subject': 's', 'text': 't'}");
        call("send_broadcast", "{'id': '" + broadcast + "'}");
        assertThat(call("list_broadcast_recipients", "{'id': '" + broadcast + "', 'type': 'delivered'}")
                        .at("/data/0/email")
                        .asText())
                .isEqualTo("zoe@reader.test");
    }

    private String template() {
        String id = id(
                "create_template",
                "{'name': 'Order', 'from': 'ann@sandbox.resend.dev', 'subject': 'Order {{{NO}}}', 'html': '<p>{{{NO}}}</p>',"
                        + " 'variables': [{'key': 'NO', 'type': 'string'}]}");
        call("publish_template", "{'id': '" + id + "'}");
        return "'template': {'id': '" + id + "', 'variables': {'NO': '7'}}";
    }

    @Test
    void sendsATemplateWithVariables() {
        String id = id("send_email", "{'to': ['delivered@resend.dev'], " + template() + "}");
        assertThat(call("get_email", "{'email_id': '" + id + "'}")
                        .path("subject")
                        .asText())
                .isEqualTo("Order 7");
    }

    @Test
    void findsOutWhyAMailDidNotArrive() {
        String id = id("send_email", "{" + MAIL.replace("delivered@resend.dev", "gone@receiver.test") + "}");
        assertThat(call("get_email", "{'email_id': '" + id + "'}")
                        .path("last_event")
                        .asText())
                .isEqualTo("suppressed");
        assertThat(call("get_suppression", "{'suppression': 'gone@receiver.test'}")
                        .path("origin")
                        .asText())
                .isEqualTo("bounce");
    }

    @Test
    void repliesToReceivedMail() {
        call("send_email", "{" + MAIL.replace("delivered@resend.dev", "support@sandbox.resend.dev") + "}");
        String inbox =
                "'inbox_id': '" + call("list_inboxes", "{}").at("/data/0/id").asText() + "'";
        String thread = inbox + ", 'thread_id': '"
                + call("list_inbox_threads", "{" + inbox + "}").at("/data/0/id").asText() + "'";
        String email = call("list_inbox_thread_emails", "{" + thread + "}")
                .at("/data/0/id")
                .asText();
        call("reply_to_inbox_email", "{" + thread + ", 'email_id': '" + email + "', 'text': 'Here.'}");
        assertThat(call("list_inbox_thread_emails", "{" + thread + "}").path("data"))
                .hasSize(2);
    }

    @Test
    void addsAWebhookAndRotatesItsSecret() {
        JsonNode webhook = call("create_webhook", "{'endpoint': 'https://a.test/', 'events': ['email.sent']}");
        String id = "{'webhook_id': '" + webhook.path("id").asText() + "'}";
        assertThat(call("rotate_webhook_signing_secret", id).path("signing_secret"))
                .isNotEqualTo(webhook.path("signing_secret"));
        call("send_email", "{" + MAIL + "}");
        assertThat(call("list_webhook_events", id).at("/data/0/type").asText()).isEqualTo("email.sent");
    }

    @Test
    void runsAnAutomation() {
        call("create_event", "{'name': 'order.paid'}");
        String id = id(
                "create_automation",
                "{'name': 'Thanks', 'status': 'enabled', 'steps': [{'key': 'a', 'type': 'trigger', 'config':"
                        + " {'event_name': 'order.paid'}}, {'key': 'b', 'type': 'send_email', 'config': {" + template()
                        + "}}], 'connections': [{'from': 'a', 'to': 'b'}]}");
        call("send_event", "{'event': 'order.paid', 'email': 'zoe@reader.test'}");
        assertThat(call("list_automation_runs", "{'automation_id': '" + id + "'}")
                        .at("/data/0/status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void tellsTheUsage() {
        call("send_email", "{" + MAIL + "}");
        assertThat(call("get_usage", "{}").at("/emails/daily/used").asInt()).isEqualTo(1);
    }
}
