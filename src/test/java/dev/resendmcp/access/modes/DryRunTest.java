package dev.resendmcp.access.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dry runs pass every rule and change nothing. */
class DryRunTest {
    private static final String MAIL = "'from':'a@sandbox.resend.dev','subject':'s','text':'t','dry_run':true,";
    private static final String INBOX = "'dry_run':true,'inbox_id':'" + SeededAccount.INBOX_ID + "',";
    private static final String EMAIL = INBOX + "'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'"
            + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension()
            .with("DENIED_RECIPIENTS", "denied.test")
            .with("RECIPIENTS_PER_HOUR", "3")
            .with("APPROVE_TOOLS", "reply_to_inbox_email");

    @BeforeEach
    void forget() {
        SERVICE.resend().reset();
    }

    private JsonNode call(String tool, String arguments) {
        return SERVICE.mcp().call(tool, "{" + arguments + "}");
    }

    private List<RecordedRequest> changes() {
        return SERVICE.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    @Test
    void mailIsDescribedAndNotSent() {
        JsonNode run = call("send_email", MAIL + "'to':['x@example.com','y@example.com'],'cc':'z@example.com'");
        assertThat(run.path("dry_run").asBoolean()).as(run.toString()).isTrue();
        assertThat(run.path("allowed").asBoolean()).isTrue();
        assertThat(run.path("approval_required").asBoolean()).isFalse();
        assertThat(run.path("recipients").asInt()).isEqualTo(3);
        assertThat(run.path("cc")).isEqualTo(McpCalls.json("['z@example.com']"));
        assertThat(run.path("leaves")).isEqualTo(McpCalls.json("['now']"));
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email|'to':'x@denied.test'|policy_refused",
                "send_email|'to':['a@x.test','b@x.test','c@x.test','d@x.test']|budget_exceeded",
                "send_email|'to':[]|invalid_arguments",
                "send_email|'to':'a@x.test','nonsense':1|invalid_arguments"
            })
    void rulesRefuseItAsTheyWouldTheCall(String tool, String arguments, String error) {
        JsonNode refusal = call(tool, MAIL + arguments);
        assertThat(refusal.at("/error/name").asText()).as(refusal.toString()).isEqualTo(error);
        assertThat(changes()).isEmpty();
    }

    @Test
    void dryRunsUseNoBudget() {
        for (int i = 0; i < 5; i++) {
            assertThat(call("send_email", MAIL + "'to':['a@x.test','b@x.test']").has("error"))
                    .isFalse();
        }
    }

    @Test
    void replySaysWhoReceivesItAndThatAPersonMustApprove() {
        JsonNode run = call("reply_to_inbox_email", EMAIL);
        assertThat(run.path("to")).isEqualTo(McpCalls.json("['Grace <grace@sender.test>']"));
        assertThat(run.path("from")).isEqualTo(McpCalls.json("['support@sandbox.resend.dev']"));
        assertThat(run.path("approval_required").asBoolean()).isTrue();
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update_email|'email_id':'x','scheduled_at':'in 2 hours'",
                "send_batch_emails|'emails':[{'from':'a@sandbox.resend.dev','subject':'s','text':'t','to':'x@x.test'}]",
                "send_event|'event':'e','email':'x@x.test'",
                "create_broadcast|'segment_id':'s','from':'a@sandbox.resend.dev','subject':'s','text':'t'",
                "update_automation|'automation_id':'" + SeededAccount.AUTOMATION_ID + "','status':'enabled'",
                "create_automation|'name':'n','steps':[{'key':'a','type':'trigger','config':{'event_name':'e'}}],"
                        + "'connections':[]",
                "create_broadcast|'segment_id':'" + SeededAccount.SEGMENT_ID
                        + "','from':'a@sandbox.resend.dev','subject':'s','text':'t','send':true",
                "forward_inbox_email|'inbox_id':'" + SeededAccount.INBOX_ID + "','thread_id':'"
                        + SeededAccount.INBOX_THREAD_ID + "','email_id':'" + SeededAccount.INBOX_EMAIL_ID
                        + "','to':'x@x.test'"
            })
    void everySendingToolHasOne(String tool, String arguments) {
        JsonNode run = call(tool, "'dry_run':true," + arguments);
        assertThat(run.path("dry_run").asBoolean()).as(run.toString()).isTrue();
        assertThat(changes()).isEmpty();
    }

    @Test
    void falseIsARealCall() {
        assertThat(call("send_email", MAIL.replace("true", "false") + "'to':'delivered@resend.dev'")
                        .path("id")
                        .asText())
                .isNotEmpty();
        assertThat(changes()).hasSize(1);
        assertThat(changes().get(0).bodyText()).doesNotContain("dry_run");
    }
}
