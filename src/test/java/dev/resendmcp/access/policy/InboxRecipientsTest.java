package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recipients of mail from an inbox that the call does not name: they are looked up. */
class InboxRecipientsTest {
    private static final String INBOX = "'inbox_id':'" + SeededAccount.INBOX_ID + "',";
    private static final String EMAIL = INBOX + "'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'"
            + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension()
            .with("ALLOWED_RECIPIENTS", "grace@sender.test")
            .with("ATTACHMENT_TYPES", "png");

    @Test
    void replyGoesToTheAllowedSender() {
        assertThat(call("reply_to_inbox_email", EMAIL).path("id").asText()).isNotEmpty();
    }

    @Test
    void replyToAllMustBeAllowedForAll() {
        JsonNode refusal = call("reply_to_inbox_email", EMAIL + ",'reply_all':true");
        assertThat(refusal.at("/error/message").asText()).contains("ALLOWED_RECIPIENTS", "the email's to[1]");
    }

    @Test
    void draftIsJudgedWhenItIsSent() {
        String path = "/inboxes/" + SeededAccount.INBOX_ID + "/drafts";
        String draft = Account.create(service.resend(), path, "{'to':'eve@evil.test','text':'t'}");
        JsonNode refusal = call("send_inbox_draft", INBOX + "'draft_id':'" + draft + "'");
        assertThat(refusal.at("/error/message").asText()).contains("ALLOWED_RECIPIENTS", "the email's to[0]");
    }

    @Test
    void attachmentsOfTheForwardedEmailAreJudged() {
        String order = INBOX + "'thread_id':'" + SeededAccount.INBOX_THREAD_ID.replace("711", "712") + "','email_id':'"
                + SeededAccount.INBOX_EMAIL_ID.replace("721", "722") + "','to':'grace@sender.test'";
        assertThat(call("forward_inbox_email", order).at("/error/message").asText())
                .contains("ATTACHMENT_TYPES");
    }

    @Test
    void emailThatCannotBeLookedUpIsNotAnswered() {
        JsonNode refusal = call("reply_to_inbox_email", EMAIL.replace("721", "729"));
        assertThat(PolicyFixture.error(refusal)).isEqualTo("not_found");
        assertThat(PolicyFixture.changes(service.resend(), 0)).isEmpty();
    }

    private JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, "{" + arguments + "}");
    }
}
