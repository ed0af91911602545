package dev.resendmcp.access.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With SAFE_RECIPIENTS nobody but test addresses of Resend receives anything. */
class SafeRecipientsTest {
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w.-]+");
    private static final String MAIL = "'from':'a@sandbox.resend.dev','subject':'s','text':'t',";
    private static final String INBOX = "'inbox_id':'" + SeededAccount.INBOX_ID + "',";
    private static final String EMAIL = INBOX + "'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'"
            + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";

    @RegisterExtension
    static final ServiceExtension SERVICE =
            new ServiceExtension().with("SAFE_RECIPIENTS", "true").with("APPROVE_TOOLS", "none");

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

    private void assertOnlySafe() {
        assertThat(changes()).isNotEmpty().allSatisfy(request -> {
            for (Matcher found = ADDRESS.matcher(request.bodyText()); found.find(); ) {
                assertThat(found.group())
                        .matches("a@sandbox\\.resend\\.dev|(delivered|bounced)(\\+[\\w.-]+)?@resend\\.dev");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email|" + MAIL + "'to':'Ann <ann@example.org>','cc':['b@example.org'],'bcc':['c@example.org']",
                "send_email|" + MAIL + "'to':'x@example.org','headers':{'CC':'c@example.org','X-A':'1'}",
                "send_email|" + MAIL + "'to':'bounced@resend.dev'",
                "send_batch_emails|'emails':[{" + MAIL + "'to':['x@example.org','y@example.org']}]",
                "forward_inbox_email|" + EMAIL + ",'to':'x@example.org','cc':'y@example.org'",
                "create_inbox_draft|" + INBOX + "'to':'x@example.org'"
            })
    void recipientsAreReplaced(String tool, String arguments) {
        JsonNode sent = call(tool, arguments);
        assertThat(sent.has("error")).as(sent.toString()).isFalse();
        assertOnlySafe();
    }

    @Test
    void sameRecipientAlwaysGetsTheSameLabel() {
        assertThat(SafeAddress.of("Ann <Ann@Example.org>"))
                .isEqualTo(SafeAddress.of("ann@example.org"))
                .matches("delivered\\+ann-example-org-[0-9a-f]{6}@resend\\.dev")
                .isNotEqualTo(SafeAddress.of("ann-example@org.org"));
        assertThat(SafeAddress.of("complained+x@resend.dev")).isEqualTo("complained+x@resend.dev");
    }

    @Test
    void replyIsWrittenAsADraftToTestAddressesAndSentOnce() {
        String reply = EMAIL + ",'reply_all':true,'attachments':[{'filename':'a.txt','content':'aGk='}],"
                + "'idempotency_key':'k'";
        String id = call("reply_to_inbox_email", reply).path("id").asText();
        assertThat(id).isNotEmpty();
        assertThat(call("reply_to_inbox_email", reply).path("id").asText()).isEqualTo(id);
        assertOnlySafe();
        assertThat(changes())
                .extracting(RecordedRequest::path)
                .satisfiesExactly(
                        path -> assertThat(path).endsWith("/drafts"),
                        path -> assertThat(path).endsWith("/send"));
        assertThat(changes().get(0).bodyText()).contains("delivered+grace-sender-test", "delivered+bob-sender-test");
    }

    @Test
    void draftIsChangedBeforeItIsSent() {
        String drafts = "/inboxes/" + SeededAccount.INBOX_ID + "/drafts";
        String draft =
                Account.create(SERVICE.resend(), drafts, "{'to':'eve@evil.test','bcc':'b@evil.test','text':'t'}");
        JsonNode sent = call("send_inbox_draft", INBOX + "'draft_id':'" + draft + "'");
        assertThat(sent.path("id").asText()).as(sent.toString()).isNotEmpty();
        RecordedRequest change = changes().get(1);
        assertThat(change.method()).isEqualTo("PATCH");
        assertThat(change.bodyText())
                .contains("delivered+eve-evil-test", "delivered+b-evil-test")
                .doesNotContain("eve@");
    }

    @Test
    void eventIsSentForATestAddress() {
        call("create_event", "'name':'e'");
        String contact =
                call("create_contact", "'email':'ann@example.org'").path("id").asText();
        JsonNode sent = call("send_event", "'event':'e','contact_id':'" + contact + "'");
        assertThat(changes().get(2).bodyText())
                .as(sent.toString())
                .contains("delivered+ann-example-org")
                .doesNotContain("contact_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_broadcast|'id':'" + SeededAccount.BROADCAST_ID + "'",
                "create_broadcast|" + MAIL + "'segment_id':'s','send':true",
                "update_inbox_agent|" + INBOX + "'actions':['forward_thread']",
                "update_automation|'automation_id':'" + SeededAccount.AUTOMATION_ID + "','status':'enabled'",
                "update_automation|'automation_id':'" + SeededAccount.AUTOMATION_ID + "','steps':[{'key':'a',"
                        + "'type':'trigger','config':{'event_name':'e'}}],'connections':[]"
            })
    void whatReachesContactsIsRefused(String tool, String arguments) {
        assertThat(call(tool, arguments).at("/error/message").asText()).startsWith("The rule SAFE_RECIPIENTS forbids");
        assertThat(changes()).isEmpty();
    }

    @Test
    void dryRunShowsTheTestAddresses() {
        assertThat(call("send_email", MAIL + "'to':'ann@example.org','dry_run':true")
                        .at("/to/0")
                        .asText())
                .startsWith("delivered+ann-example-org");
    }
}
