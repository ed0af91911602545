package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to write to many at once waits for an operator under {@code bulk}. */
class BulkApprovalTest {
    private static final String MAIL = "'from':'a@sandbox.resend.dev','subject':'s','text':'t',";
    private static final String ONE = MAIL + "'to':'delivered@resend.dev'";
    private static final String INBOX = "'inbox_id':'" + SeededAccount.INBOX_ID + "'";
    private static final String EMAIL = INBOX + ",'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'"
            + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";
    private static final String BROADCAST = MAIL + "'segment_id':'" + SeededAccount.SEGMENT_ID + "'";

    @RegisterExtension
    static final ServiceExtension SERVICE =
            new ServiceExtension().with("APPROVE_TOOLS", "bulk").with("BULK_OVER", "1");

    private static String draft;
    private static String broadcast;

    @BeforeAll
    static void fillAccount() {
        String drafts = "/inboxes/" + SeededAccount.INBOX_ID + "/drafts";
        draft = Account.create(
                SERVICE.resend(), drafts, "{'to':'delivered@resend.dev','cc':'bounced@resend.dev','text':'t'}");
        broadcast = Account.create(SERVICE.resend(), "/broadcasts", "{" + BROADCAST + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email|" + MAIL + "'to':['delivered@resend.dev','bounced@resend.dev']",
                "send_email|" + ONE + ",'bcc':'bounced@resend.dev'",
                "send_email|" + ONE + ",'headers':{'cc':'bounced@resend.dev'}",
                "send_email|" + MAIL + "'to':'bounced@resend.dev, <delivered@resend.dev>'",
                "send_batch_emails|'emails':[{" + ONE + "},{" + ONE + "}]",
                "send_broadcast|'id':'BROADCAST'",
                "create_broadcast|" + BROADCAST + ",'send':true",
                "create_broadcast|" + BROADCAST + ",'send':true,'scheduled_at':'in 1 hour'",
                "create_inbox_draft|" + INBOX + ",'to':['delivered@resend.dev','bounced@resend.dev']",
                "update_inbox_draft|" + INBOX
                        + ",'draft_id':'DRAFT','cc':['delivered@resend.dev','bounced@resend.dev']",
                "send_inbox_draft|" + INBOX + ",'draft_id':'DRAFT'",
                "reply_to_inbox_email|" + EMAIL + ",'reply_all':true",
                "reply_to_inbox_email|" + EMAIL + ",'cc':'bounced@resend.dev'",
                "forward_inbox_email|" + EMAIL + ",'to':['delivered@resend.dev','bounced@resend.dev']"
            })
    void mailToManyWaits(String tool, String arguments) {
        int before = changes();
        JsonNode answer = call(tool, arguments);
        assertThat(answer.at("/approval_required/id").asText())
                .as(answer.toString())
                .startsWith("apr-");
        assertThat(changes()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email|" + ONE,
                "send_email|" + MAIL + "'to':'Doe, Ann <delivered@resend.dev>'",
                "create_broadcast|" + BROADCAST,
                "create_inbox_draft|" + INBOX + ",'to':'delivered@resend.dev'",
                "reply_to_inbox_email|" + EMAIL
            })
    void mailToOneDoesNotWait(String tool, String arguments) {
        JsonNode answer = call(tool, arguments);
        assertThat(answer.path("id").asText()).as(answer.toString()).isNotEmpty();
    }

    private static JsonNode call(String tool, String arguments) {
        return SERVICE.mcp().call(tool, "{" + arguments.replace("DRAFT", draft).replace("BROADCAST", broadcast) + "}");
    }

    private static int changes() {
        return (int) SERVICE.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }
}
