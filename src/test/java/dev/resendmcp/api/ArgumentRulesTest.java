package dev.resendmcp.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Resend documents as wrong is refused with a sentence before the network; what it documents as right is not. */
class ArgumentRulesTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @BeforeEach
    void forget() {
        service.resend().reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create_contact | {'email':'ann\\u0000@example.org'} | email: must be an address",
                "create_contact | {'email':'Ann <ann@example.org>'} | email: must be an address",
                "create_contact | {'email':'a@example.org','properties':{'first name':'x'}} | must be a property key",
                "create_inbox | {'email_address':'Ann <ann@example.org>'} | email_address: must be an address",
                "create_webhook | {'endpoint':'https://a.example.org/\\u0085','events':['a.b']} | endpoint: must be",
                "create_webhook | {'endpoint':'ftp://a.example.org','events':['a.b']} | endpoint: must be an http",
                "create_webhook | {'endpoint':'https://a.example.org','events':['delivered']} | events[0]: must be",
                "create_domain | {'name':'https://example.org'} | name: must be a domain name",
                "create_domain | {'name':'ann@example.org'} | name: must be a domain name",
                "update_domain | {'domain_id':'1','capabilities':{}} | give sending, receiving or both",
                "create_api_key | {'name':'k','domain_id':'1'} | domain_id needs permission sending_access",
                "update_email | {'email_id':'1','scheduled_at':' '} | scheduled_at: must be an ISO 8601 time",
                "send_broadcast | {'id':'1','scheduled_at':' '} | scheduled_at: must be an ISO 8601 time",
                "send_broadcast | {'id':'1','scheduled_at':'in 1\\nhour'} | scheduled_at: must be an ISO 8601 time",
                "update_broadcast | {'id':'1','topic_id':''} | topic_id: ",
                "get_email_metrics | {'start_date':'last week'} | start_date: must be an ISO 8601 date",
                "get_email_metrics | {'start_date':'2030-02-01','end_date':'2030-01-31'} | must not be after end_date",
                "search_inbox_threads | {'inbox_id':'1','from':['a@b.c,d@e.f']} | from: must be an address without",
                "update_inbox_draft | {'inbox_id':'1','draft_id':'2','to':['ann']} | to[0]: must be an address",
                "update_inbox_draft | {'inbox_id':'1','draft_id':'2','subject':'a\\nb'} | subject: must be one line",
                "create_template | {'name':'t','html':'','variables':[{'key':'EMAIL','type':'string'}]} | none of FIRST_",
            })
    void wrongArgumentIsRefusedBeforeTheNetwork(String tool, String arguments, String sentence) {
        JsonNode error = service.mcp().call(tool, arguments).path("error");
        assertThat(error.path("name").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("message").asText()).contains(sentence);
        assertThat(arrived()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'attachments':[{'content':''}] | attachments[0]: an attachment needs either content or path",
                "'attachments':[{'content':'YQ==','content_type':'pdf'}] | content_type: must be a MIME type",
                "'attachments':[{'content':'YQ==','path':'https://a.example.org/f'}] | either content or path",
                "'headers':{'References':'x'} | must be a mail header name other than",
                "'headers':{'X-A':'a\\r\\nBcc: b@example.org'} | headers[X-A]: must be one line",
                "'idempotency_key':' a' | idempotency_key: must be 1 to 256 visible ASCII characters",
            })
    void wrongReplyIsRefusedBeforeTheNetwork(String field, String sentence) {
        wrongArgumentIsRefusedBeforeTheNetwork(
                "reply_to_inbox_email",
                "{'inbox_id':'1','thread_id':'2','email_id':'3','text':'t',%s}".formatted(field),
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'from':'\\u0022Doe, Ann\\u0022 <ann@example.org>'",
                "'from':'Ann @ Home <ann@example.org>'",
                "'from':'Žofie <žofie@bücher.example.org>'",
                "'to':['ann+x@example.org','Büro <o\\u0027brien@example.org>']",
                "'scheduled_at':'Friday at 3pm ET'",
                "'attachments':[{'content':'YQ==','filename':'ä b.csv','content_type':'text/csv; charset=utf-8'}]",
                "'attachments':[{'path':'HTTPS://files.example.org/a%20b.pdf?x=1'}]",
                "'template':{'id':'order','variables':{'NAME':'Ann','total_1':12.50}}",
            })
    void documentedMailIsLetThrough(String field) {
        ObjectNode mail = (ObjectNode) McpCalls.json("{'from':'a@example.org','to':'b@example.org','subject':'s'}");
        mail.setAll((ObjectNode) McpCalls.json("{" + field + "}"));
        if (!mail.has("template")) {
            mail.put("text", "t");
        }
        assertReaches("send_email", mail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create_domain | {'name':'bücher.example.org'}",
                "create_webhook | {'endpoint':'https://a.example.org:8080/x?y=1','events':['email.new-type']}",
                "get_email_metrics | {'start_date':'2030-01-31T09:00:00.5+01:00','end_date':'2030-01-31T09:00:00Z'}",
                "search_inbox_threads | {'inbox_id':'support@example.org','from':['žofie@bücher.example.org']}",
                "get_event | {'identifier':'order.paid now'}",
                "get_webhook_event | {'webhook_id':'1','event_id':'msg_2f'}",
                "get_suppression | {'suppression':'ann+x@example.org'}",
            })
    void documentedValueIsLetThrough(String tool, String arguments) {
        assertReaches(tool, McpCalls.json(arguments));
    }

    @Test
    void fallbackOfAContactPropertyMayBeLongAndAVariableMayNot() {
        String text = "x".repeat(2_001);
        assertReaches(
                "create_contact_property",
                McpCalls.json("{'key':'bio','type':'string','fallback_value':'%s'}".formatted(text)));
        service.resend().reset();
        wrongArgumentIsRefusedBeforeTheNetwork(
                "send_email",
                "{'to':'a@example.org','template':{'id':'t','variables':{'BIO':'%s'}}}".formatted(text),
                "up to 2,000 characters");
    }

    @Test
    void filesOfAnInboxAreSmallerThanThoseOfAnEmail() {
        String arguments = "{'inbox_id':'1','to':'a@example.org','attachments':[%s,%s]}";
        String file = "{'filename':'f','content_type':'text/plain','content':'%s'}".formatted("YWFh".repeat(4_500_000));
        wrongArgumentIsRefusedBeforeTheNetwork(
                "create_inbox_draft", arguments.formatted(file, file), "attachments are over 25 MB");
    }

    private static void assertReaches(String tool, JsonNode arguments) {
        JsonNode error = service.mcp().call(tool, arguments).path("error");
        assertThat(error.path("name").asText()).as(error.toString()).isNotEqualTo("invalid_arguments");
        assertThat(arrived()).isEqualTo(1);
    }

    /** The service asks for the domains by itself, to see whether Resend is there. */
    private static long arrived() {
        return service.resend().requests().stream()
                .filter(request -> !request.target().equals("/domains?limit=1"))
                .count();
    }
}
