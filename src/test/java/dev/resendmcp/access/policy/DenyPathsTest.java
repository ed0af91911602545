package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.policy.PolicyFixture.Way;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break a rule, over every transport and in both eras: the rule is named, and nothing reaches Resend. */
class DenyPathsTest {
    private static final String MAIL = "'from':'a@sandbox.resend.dev','subject':'s','text':'t',";
    private static final String INBOX = "'inbox_id':'" + SeededAccount.INBOX_ID + "',";
    private static final String EMAIL = INBOX + "'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'"
            + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";
    private static final String BROADCAST =
            "'segment_id':'" + SeededAccount.SEGMENT_ID + "','from':'a@sandbox.resend.dev','subject':'s','text':'t'";
    private static final String TRIGGER = "{'key':'a','type':'trigger','config':{'event_name':'%s'}}";
    private static final String STEP = "{'key':'b','type':'send_email','config':{'template':{'id':'t'},%s}}";
    private static final String FLOW = "'steps':[" + TRIGGER + "," + STEP + "],'connections':[{'from':'a','to':'b'}]";

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension()
            .with("ALLOWED_RECIPIENTS", "example.com, resend.dev, ann@example.org")
            .with("DENIED_RECIPIENTS", "bob@example.com")
            .with("ALLOWED_FROM", "a@sandbox.resend.dev")
            .with("NO_BCC", "true")
            .with("MAX_RECIPIENTS", "120")
            .with("ATTACHMENT_TYPES", "pdf, txt")
            .with("MAX_ATTACHMENT_SIZE", "1KiB")
            .with("TOPIC_REQUIRED", "true");

    private static String draft;
    private static String broadcast;
    private static String untitled;
    private static String contact;
    private static String template;

    @BeforeAll
    static void fillAccount() {
        var resend = SERVICE.resend();
        draft = Account.create(
                resend, "/inboxes/" + SeededAccount.INBOX_ID + "/drafts", "{'to':'eve@evil.test','text':'t'}");
        contact = Account.create(
                resend,
                "/contacts",
                "{'email':'eve@evil.test','segments':[{'id':'" + SeededAccount.SEGMENT_ID + "'}]}");
        broadcast = Account.create(
                resend, "/broadcasts", "{" + BROADCAST + ",'topic_id':'" + SeededAccount.TOPIC_ID + "'}");
        untitled = Account.create(resend, "/broadcasts", "{" + BROADCAST + "}");
        template = Account.create(
                resend, "/templates", "{'name':'n','html':'h','from':'eve@sandbox.resend.dev','subject':'s'}");
    }

    static Stream<Arguments> everyWay() {
        return rows().flatMap(row -> Arrays.stream(Way.values()).map(way -> Arguments.of(way, row[0], row[1], row[2])));
    }

    private static Stream<String[]> rows() {
        return Stream.of(mails(), inboxes(), marketing()).flatMap(List::stream);
    }

    private static List<String[]> mails() {
        return List.of(
                row("ALLOWED_RECIPIENTS", "send_email", MAIL + "'to':'eve@evil.test'"),
                row("ALLOWED_RECIPIENTS", "send_email", MAIL + "'to':'x@example.com','cc':['eve@evil.test']"),
                row("NO_BCC", "send_email", MAIL + "'to':'x@example.com','bcc':'x@example.com'"),
                row("ALLOWED_RECIPIENTS", "send_email", MAIL + "'to':'x@example.com','headers':{'cC':'eve@evil.test'}"),
                row("NO_BCC", "send_email", MAIL + "'to':'x@example.com','headers':{'Bcc':'x@example.com'}"),
                row("NO_BCC", "send_email", MAIL + "'to':'x@example.com','headers':{'Resent-Bcc':'x@example.com'}"),
                row("ALLOWED_FROM", "send_email", MAIL + "'to':'x@example.com','headers':{'Sender':'e@evil.test'}"),
                row("DENIED_RECIPIENTS", "send_email", MAIL + "'to':'Bob <BOB+x@Example.com>'"),
                row("ALLOWED_FROM", "send_email", MAIL.replace("a@", "eve@") + "'to':'x@example.com'"),
                row("ALLOWED_FROM", "send_email", "'to':'x@example.com','subject':'s','template':{'id':'TEMPLATE'}"),
                row(
                        "MAX_RECIPIENTS",
                        "send_batch_emails",
                        "'emails':[" + batch("'x@example.com','y@example.com'") + "]"),
                row("ALLOWED_RECIPIENTS", "send_batch_emails", "'emails':[" + batch100() + "]"),
                row(
                        "ATTACHMENT_TYPES",
                        "send_email",
                        MAIL + "'to':'x@example.com','attachments':[{'filename':'a.pdf.exe','content':'aGk='}]"),
                row(
                        "ATTACHMENT_TYPES",
                        "send_email",
                        MAIL + "'to':'x@example.com','attachments':[{'filename':'a.txt','content':'aGk=',"
                                + "'content_type':'text/html'}]"),
                row(
                        "MAX_ATTACHMENT_SIZE",
                        "send_email",
                        MAIL + "'to':'x@example.com','attachments':[{'filename':'a.txt','content':'"
                                + "QUJD".repeat(400) + "'}]"),
                row(
                        "MAX_ATTACHMENT_SIZE",
                        "send_email",
                        MAIL
                                + "'to':'x@example.com','attachments':[{'filename':'a.txt','path':'https://e.test/a.txt'}]"));
    }

    private static List<String[]> inboxes() {
        return List.of(
                row("ALLOWED_RECIPIENTS", "create_inbox_draft", INBOX + "'to':'eve@evil.test'"),
                row("NO_BCC", "create_inbox_draft", INBOX + "'bcc':'x@example.com'"),
                row("ALLOWED_FROM", "create_inbox_draft", INBOX + "'to':'x@example.com'"),
                row("ALLOWED_RECIPIENTS", "send_inbox_draft", INBOX + "'draft_id':'DRAFT'"),
                row("ALLOWED_RECIPIENTS", "reply_to_inbox_email", EMAIL),
                row("ALLOWED_FROM", "forward_inbox_email", EMAIL + ",'to':'x@example.com'"),
                row("ALLOWED_RECIPIENTS", "update_inbox_draft", INBOX + "'draft_id':'DRAFT','cc':'eve@evil.test'"));
    }

    private static List<String[]> marketing() {
        String topic = ",'topic_id':'" + SeededAccount.TOPIC_ID + "'";
        return List.of(
                row("ALLOWED_RECIPIENTS", "create_broadcast", BROADCAST + topic + ",'send':true"),
                row("TOPIC_REQUIRED", "create_broadcast", BROADCAST),
                row("TOPIC_REQUIRED", "update_broadcast", "'id':'BROADCAST','topic_id':null"),
                row("ALLOWED_RECIPIENTS", "send_broadcast", "'id':'BROADCAST'"),
                row("TOPIC_REQUIRED", "send_broadcast", "'id':'UNTITLED'"),
                row("ALLOWED_FROM", "update_broadcast", "'id':'BROADCAST','from':'eve@sandbox.resend.dev'"),
                row("ALLOWED_RECIPIENTS", "send_event", "'event':'e','email':'eve@evil.test'"),
                row("ALLOWED_RECIPIENTS", "send_event", "'event':'e','contact_id':'CONTACT'"),
                row("ALLOWED_FROM", "create_template", "'name':'n','html':'h','from':'eve@sandbox.resend.dev'"),
                row("ALLOWED_FROM", "update_template", "'id':'TEMPLATE','from':'eve@sandbox.resend.dev'"),
                row("ALLOWED_FROM", "publish_template", "'id':'TEMPLATE'"),
                row(
                        "ALLOWED_FROM",
                        "create_automation",
                        "'name':'n'," + FLOW.formatted("e", "'from':'eve@sandbox.resend.dev'" + topic)),
                row(
                        "TOPIC_REQUIRED",
                        "update_automation",
                        "'automation_id':'" + SeededAccount.AUTOMATION_ID + "',"
                                + FLOW.formatted("e", "'from':'a@sandbox.resend.dev'")),
                row(
                        "ALLOWED_RECIPIENTS",
                        "create_automation",
                        "'name':'n',"
                                + FLOW.formatted("resend:contact.created", "'from':'a@sandbox.resend.dev'" + topic)));
    }

    private static String[] row(String rule, String tool, String arguments) {
        return new String[] {rule, tool, "{" + arguments + "}"};
    }

    private static String batch(String to) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "{" + MAIL + "'to':[" + to + "]}")
                .collect(Collectors.joining(","));
    }

    private static String batch100() {
        String all = batch("'x@example.com'");
        return all.substring(0, all.lastIndexOf("x@")) + "eve@evil.test']}";
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void ruleIsNamedAndNothingIsSent(Way way, String rule, String tool, String arguments) {
        int before = SERVICE.resend().requests().size();
        JsonNode filled = McpCalls.json(arguments
                .replace("DRAFT", draft)
                .replace("BROADCAST", broadcast)
                .replace("UNTITLED", untitled)
                .replace("CONTACT", contact)
                .replace("TEMPLATE", template));
        JsonNode content = way.call(SERVICE.running(), tool, filled);
        assertThat(PolicyFixture.error(content)).as(content.toString()).isEqualTo("policy_refused");
        assertThat(content.at("/error/message").asText())
                .startsWith("The rule " + rule + " forbids this call")
                .doesNotContain("evil", "eve@", "bob@");
        assertThat(PolicyFixture.changes(SERVICE.resend(), before)).isEmpty();
    }

    @Test
    void lastItemOfABatchIsNamed() {
        assertThat(SERVICE.mcp()
                        .call("send_batch_emails", "{'emails':[" + batch100() + "]}")
                        .at("/error/message")
                        .asText())
                .contains("emails[99].to[0]");
    }

    @Test
    void mailWithinTheRulesIsSent() {
        JsonNode sent = SERVICE.mcp()
                .call("send_email", "{" + MAIL + "'to':['Ann <delivered+a@resend.dev>','delivered@resend.dev']}");
        assertThat(sent.path("id").asText()).as(sent.toString()).isNotEmpty();
    }

    @Test
    void wrongArgumentsAreToldFirst() {
        assertThat(PolicyFixture.error(SERVICE.mcp().call("send_email", "{'to':'eve@evil.test'}")))
                .isEqualTo("invalid_arguments");
    }

    @Test
    void refusalsAreCountedByRule() {
        SERVICE.mcp().call("send_email", "{" + MAIL + "'to':'eve@evil.test'}");
        assertThat(SERVICE.get(SERVICE.admin("/metrics")).body())
                .contains("resend_policy_refusals_total{rule=\"sending_hours\"} 0")
                .containsPattern("resend_policy_refusals_total\\{rule=\"allowed_recipients\"} [1-9]");
    }
}
