package dev.resendmcp.tools.lenient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients and models write by habit reaches Resend as the one thing it means, or is refused with a sentence. */
class LenientArgumentsTest {
    private static final String ID = "5a4d0b0e-0000-4000-8000-000000000301";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("DEDUPLICATION_WINDOW", "0s");

    @BeforeEach
    void forget() {
        service.resend().reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "list_emails | {'limit':'10'} | /emails?limit=10",
                "list_emails | {'limit':1e1} | /emails?limit=10",
                "list_emails | {'limit':10.0} | /emails?limit=10",
                "list_emails | {'limit':'1e1','after':'','before':null} | /emails?limit=10",
                "list_emails | {'limit':null} | /emails",
                "list_contacts | {'segmentId':'" + ID + "'} | /contacts?segment_id=" + ID,
                "get_broadcast | {'broadcast_id':'b1'} | /broadcasts/b1",
                "get_broadcast | {'broadcastId':'b1'} | /broadcasts/b1",
                "get_broadcast | {'broadcastId':'b1','id':null} | /broadcasts/b1",
                "list_automations | {'status':'Enabled'} | /automations?status=enabled",
                "get_email | {'id':'e1'} | /emails/e1",
                "get_contact_import | {'import_id':'i1'} | /contacts/imports/i1",
                "list_segment_contacts | {'segment_id':'s1'} | /segments/s1/contacts",
                "get_email_attachment | {'email_id':'e1','id':'a1'} | /emails/e1/attachments/a1",
                "get_email | {'email_id':'https://resend.com/emails/" + ID + "'} | /emails/" + ID,
                "get_broadcast | {'id':'https://resend.com/broadcasts/" + ID + "?x=1#top'} | /broadcasts/" + ID,
                "get_automation_run | {'automation_id':'a1','run_id':'https://resend.com/automations/"
                        + "5a4d0b0e-0000-4000-8000-000000000302/runs/" + ID + "'} | /automations/a1/runs/" + ID,
            })
    void valueReachesResendInItsForm(String tool, String arguments, String target) {
        service.mcp().call(tool, arguments);
        assertThat(sent()).extracting(RecordedRequest::target).containsExactly(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'to':'[\\u0022ann@example.org\\u0022,\\u0022bob@example.org\\u0022]' | to | ['ann@example.org','bob@example.org']",
                "'to':'ann@example.org' | to | ['ann@example.org']",
                "'to':'mailto:ann@example.org' | to | ['ann@example.org']",
                "'to':['Ann <mailto:ann@example.org>'] | to | ['Ann <ann@example.org>']",
                "'to':['\\u0022ann@example.org\\u0022'] | to | ['ann@example.org']",
                "'to':'\\u0022Doe, Ann\\u0022 <ann@example.org>' | to | ['\\u0022Doe, Ann\\u0022 <ann@example.org>']",
                "'cc':'','bcc':null | to | ['z@example.org']",
                "'replyTo':'ann@example.org' | reply_to | ['ann@example.org']",
                "'subject':2030 | subject | '2030'",
                "'tags':'[{\\u0022name\\u0022:\\u0022a\\u0022,\\u0022value\\u0022:\\u0022b\\u0022}]' | tags | [{'name':'a','value':'b'}]",
                "'tags':{'name':'a','value':'b'} | tags | [{'name':'a','value':'b'}]",
                "'tags':['{\\u0022name\\u0022:\\u0022a\\u0022,\\u0022value\\u0022:\\u0022b\\u0022}'] | tags | [{'name':'a','value':'b'}]",
                "'headers':'{\\u0022X-A\\u0022:\\u0022b\\u0022}' | headers | {'X-A':'b'}",
                "'text':'' | text | ''",
                "'text':'[1]' | text | '[1]'",
                "'text':'null' | text | 'null'",
            })
    void fieldReachesResendInItsForm(String fields, String name, String value) {
        String mail = "{'from':'a@example.org','subject':'s','to':'z@example.org','html':'h',%s}"
                .replaceAll(fields.contains("'to'") ? "'to':'z@example.org'," : "^x", "")
                .replaceAll(fields.contains("'subject'") ? "'subject':'s'," : "^x", "");
        JsonNode answer = service.mcp().call("send_email", mail.formatted(fields));
        assertThat(sent()).as(answer.toString()).hasSize(1);
        assertThat(McpCalls.tree(sent().get(0).bodyText()).path(name)).isEqualTo(McpCalls.json(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send_email | {'to':'[\\u0022ann@example.org'} | to: looks like JSON text",
                "send_email | {'to':'{\\u0022email\\u0022:\\u0022ann@example.org\\u0022}'} | to: is JSON text",
                "send_email | {'from':'[\\u0022ann@example.org\\u0022]'} | from: is JSON text, not a mail address",
                "send_email | {'to':'mailto:ann@example.org?subject=x'} | to: must be a mail address",
                "get_email | {'email_id':'https://resend.com/emails'} | email_id: must be an id, not a web address",
                "get_email | {'email_id':'https://evil.example/" + ID
                        + "'} | email_id: must be an id, not a web address",
                "update_broadcast | {'id':'1','topic_id':''} | topic_id: empty text could mean to clear it or to keep it",
                "send_email | {'scheduled_at':1790000000} | scheduled_at: ",
                "send_email | {'schedule_at':'in 1 hour'} | schedule_at: is not an argument; did you mean scheduled_at?",
                "send_email | {'replyTo':'a@example.org','reply_to':'b@example.org'} | replyTo: is the same argument as reply_to",
                "add_contact_to_segment | {'id':'1'} | id: is not an argument",
                "get_audience | {'id':'1','a(b[c*+':'1'} | a(b[c*+: is not an argument",
                "get_audience | {'segment_id':'1'} | segment_id: is not an argument",
                "list_emails | {'limit':'ten'} | limit: ",
                "list_automations | {'status':'enable'} | did you mean enabled?",
                "get_suppression | {'suppression':'[\\u0022ann@example.org\\u0022]'} | suppression: is JSON text",
                "list_emails | {'limit':1.5} | limit: ",
                "list_contact_segments | {'contact_id':'1','audience_id':'2'} | segments by segment_id; leave it out",
                "add_contact_to_segment | {'contact_id':'1','audience_id':'2'} | audience_id: is not taken any more: audiences"
                        + " are segments now, so give segment_id",
            })
    void whatCouldMeanTwoThingsIsRefusedWithASentence(String tool, String arguments, String sentence) {
        JsonNode error = service.mcp().call(tool, arguments).path("error");
        assertThat(error.path("name").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("message").asText()).contains(sentence);
        assertThat(sent()).isEmpty();
    }

    @Test
    void allFaultsOfACallAreToldAtOnce() {
        JsonNode error = service.mcp().call("send_email", "{}").path("error");
        assertThat(error.path("message").asText())
                .contains("to: is required")
                .contains("give html, text or both")
                .contains("from and subject are required");
    }

    @Test
    void faultsOfReadingAndFaultsOfRulesAreToldTogether() {
        JsonNode error = service.mcp()
                .call("send_email", "{'to':'{\\\"a\\\":1}','limit':1,'attachments':5,'subject':'a\\nb'}")
                .path("error");
        assertThat(error.path("message").asText())
                .contains("to: is JSON text")
                .contains("limit: is not an argument")
                .contains("attachments: ")
                .contains("subject: must be one line")
                .contains("give html, text or both");
    }

    @Test
    void manyFaultsAreToldInPart() {
        String many = "'{\\u0022a\\u0022:1}',".repeat(40);
        JsonNode error = service.mcp()
                .call("send_email", "{'to':[" + many + "'a@example.org'],'[(*+':1}")
                .path("error");
        assertThat(error.path("message").asText())
                .contains("to[0]: is JSON text", "more")
                .hasSizeLessThan(2_000);
    }

    @Test
    void nullThatClearsReachesResend() {
        service.mcp().call("update_contact_by_id", "{'id':'1','first_name':null,'last_name':''}");
        assertThat(McpCalls.tree(sent().get(0).bodyText()))
                .isEqualTo(McpCalls.json("{'first_name':null,'last_name':''}"));
    }

    @Test
    void declaredTypeDecidesWhatAFallbackIs() {
        service.mcp()
                .call(
                        "create_template",
                        "{'name':'t','html':'h','variables':[{'key':'A','type':'number','fallback_value':'12.50'},"
                                + "{'key':'B','type':'list','fallback_value':'[1]'},"
                                + "{'key':'C','type':'string','fallback_value':'12'}]}");
        assertThat(McpCalls.tree(sent().get(0).bodyText()).at("/variables"))
                .isEqualTo(McpCalls.json("[{'key':'A','type':'number','fallback_value':12.50},"
                        + "{'key':'B','type':'list','fallback_value':[1]},"
                        + "{'key':'C','type':'string','fallback_value':'12'}]"));
    }

    @Test
    void operatorsThatResendAddedPass() {
        String steps = "{'name':'a','connections':[{'from':'s','to':'c'},{'from':'c','to':'e'}],'steps':["
                + "{'key':'s','type':'trigger','config':{'event_name':'e'}},"
                + "{'key':'c','type':'condition','config':{'type':'and','rules':["
                + "{'type':'rule','field':'event.a','operator':'is_not_empty'},"
                + "{'type':'rule','field':'event.b','operator':'not_in_last','value':'3 days'},"
                + "{'type':'rule','field':'event.c','operator':'gt','value':'5'}]}},"
                + "{'key':'e','type':'contact_delete','config':{}}]}";
        service.mcp().call("create_automation", steps);
        JsonNode rules = McpCalls.tree(sent().get(0).bodyText()).at("/steps/1/config/rules");
        assertThat(rules.at("/0/operator").asText()).isEqualTo("is_not_empty");
        assertThat(rules.at("/1/operator").asText()).isEqualTo("not_in_last");
        assertThat(rules.at("/2/value").isNumber()).isTrue();
    }

    /** The service asks for the domains by itself, to see whether Resend is there. */
    private static List<RecordedRequest> sent() {
        return service.resend().requests().stream()
                .filter(request -> !request.target().equals("/domains?limit=1"))
                .toList();
    }
}
