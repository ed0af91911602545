package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InboxesTest {
    private static final String INBOX = "/inboxes/support%40sandbox.resend.dev";
    private static final String THREADS = INBOX + "/threads";
    private static final String THREAD = THREADS + "/" + SeededAccount.INBOX_THREAD_ID;
    private static final String EMAIL = THREAD + "/emails/" + SeededAccount.INBOX_EMAIL_ID;

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static String draft(String body) {
        SimulatorExtension.Reply reply = sandbox.post(INBOX + "/drafts", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return INBOX + "/drafts/" + reply.at("/id").textValue();
    }

    @Test
    void anInboxIsNamedByItsAddressToo() {
        assertThat(sandbox.get(INBOX).at("/id").textValue()).isEqualTo(SeededAccount.INBOX_ID);
        assertThat(sandbox.get(INBOX).at("/unread").intValue()).isEqualTo(1);
    }

    @Test
    void anInboxNeedsADomainOfTheAccount() {
        sandbox.post("/inboxes", "{\"email_address\":\"a@elsewhere.dev\"}").isError(403, "validation_error");
    }

    @Test
    void theAgentForgetsWhatIsNull() {
        sandbox.patch(INBOX + "/agent", "{\"tone\":\"concise_casual\",\"actions\":[\"archive\"]}");
        sandbox.patch(INBOX + "/agent", "{\"tone\":null}");
        assertThat(sandbox.get(INBOX + "/agent").at("/tone").isNull()).isTrue();
        assertThat(sandbox.get(INBOX + "/agent").at("/actions/0").textValue()).isEqualTo("archive");
    }

    @Test
    void threadsAreFilteredByFolderLabelAndReadState() {
        String filter = "?folders=inbox,sent&read=false&labels=" + SeededAccount.INBOX_LABEL_ID;
        SimulatorExtension.Reply found = sandbox.get(THREADS + filter);
        assertThat(found.at("/data").size()).isEqualTo(1);
        assertThat(found.at("/data/0/labels/0/name").textValue()).isEqualTo("urgent");
        assertThat(sandbox.get(THREADS).at("/data").size()).isEqualTo(2);
    }

    @Test
    void aSearchTellsWhichEmailMatched() {
        SimulatorExtension.Reply found = sandbox.get(
                THREADS + "/search?query=CHART&from=grace%40sender.test&start_date=2026-01-06&end_date=2026-01-06");
        assertThat(found.at("/data").size()).isEqualTo(1);
        assertThat(found.at("/data/0/matched_email_id").textValue()).isEqualTo(SeededAccount.INBOX_EMAIL_ID);
        assertThat(sandbox.get(THREADS + "/search?has_attachment=true&query=chart")
                        .at("/data"))
                .isEmpty();
    }

    @Test
    void aThreadIsThrownAwayOnce() {
        assertThat(sandbox.delete(THREAD).at("/deleted").booleanValue()).isTrue();
        assertThat(sandbox.delete(THREAD).at("/deleted").booleanValue()).isFalse();
        assertThat(sandbox.patch(THREAD, "{\"folder\":\"inbox\"}").at("/folder").textValue())
                .isEqualTo("inbox");
    }

    @Test
    void aDeletedLabelLeavesItsThreads() {
        sandbox.delete(INBOX + "/labels/" + SeededAccount.INBOX_LABEL_ID);
        assertThat(sandbox.get(THREAD).at("/labels")).isEmpty();
    }

    @Test
    void aReplyToAllJoinsTheThread() {
        sandbox.post(EMAIL + "/reply", "{\"text\":\"Here it is\",\"reply_all\":true}");
        SimulatorExtension.Reply emails = sandbox.get(THREAD + "/emails");
        assertThat(emails.at("/data/0/direction").textValue()).isEqualTo("outbound");
        assertThat(emails.at("/data/0/to").toString()).contains("grace@sender.test", "bob@sender.test");
    }

    @Test
    void aRepeatedReplyWithTheSameKeySendsNothing() {
        String first = sandbox.post(EMAIL + "/reply", "{\"text\":\"Hi\"}", "Idempotency-Key", "k")
                .text();
        assertThat(sandbox.post(EMAIL + "/reply", "{\"text\":\"Hi\"}", "Idempotency-Key", "k")
                        .text())
                .isEqualTo(first);
        assertThat(sandbox.get(THREAD + "/emails").at("/data").size()).isEqualTo(2);
    }

    @Test
    void headersThatHoldTheThreadAreRefused() {
        sandbox.post(EMAIL + "/forward", "{\"to\":\"a@b.dev\",\"headers\":{\"References\":\"<x>\"}}")
                .isError(422, "validation_error");
    }

    @Test
    void aDraftIsSentOnce() {
        String draft = draft("{\"to\":\"a@b.dev\",\"subject\":\"S\",\"text\":\"t\"}");
        String email = sandbox.post(draft + "/send", null).at("/id").textValue();
        assertThat(sandbox.get(draft).at("/email_id").textValue()).isEqualTo(email);
        assertThat(sandbox.post(draft + "/send", null).status()).isEqualTo(409);
    }

    @Test
    void aDraftWithoutRecipientIsNotSent() {
        sandbox.post(draft("{\"text\":\"t\"}") + "/send", null).isError(422, "validation_error");
    }

    @Test
    void nullClearsAFieldOfADraft() {
        String draft = draft("{\"to\":\"a@b.dev\",\"subject\":\"S\"}");
        sandbox.patch(draft, "{\"to\":null}");
        assertThat(sandbox.get(draft).at("/to").isNull()).isTrue();
        assertThat(sandbox.get(draft).at("/subject").textValue()).isEqualTo("S");
    }

    @Test
    void aReplyDraftShowsInItsThread() {
        draft("{\"text\":\"t\",\"thread_id\":\"%s\",\"reply_to_email_id\":\"%s\"}"
                .formatted(SeededAccount.INBOX_THREAD_ID, SeededAccount.INBOX_EMAIL_ID));
        assertThat(sandbox.get(THREADS).at("/data/0/has_draft").booleanValue()).isTrue();
    }
}
